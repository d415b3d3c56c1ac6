import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { copyOfProject } from '../helpers/process.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

/** A talk that waits in the middle of a booking while somebody edits its flow and starts the server again. */
async function edited(file: string, edit: (source: string) => string) {
  const first = await startSandbox()
  await first.say(phone, 'quiero agendar')
  const [offer] = await first.say(phone, '1')
  await first.close()
  const copy = copyOfProject()
  const path = join(copy, 'flows', file)
  const source = readFileSync(path, 'utf8')
  const after = edit(source)
  expect(after).not.to.equal(source)
  writeFileSync(path, after)
  const app = await startSandbox({ folder: first.folder, flows: join(copy, 'flows') })
  return { app, offer: offer! }
}

describe('an edited flow', () => {
  it('goes on where it was if only a text changed', async () => {
    const { app, offer } = await edited('booking.ts', (source) =>
      source.replace("'booking.askVehicle'", "'booking.askDay'"),
    )
    const [answer] = await app.say(phone, { choose: offer.options[0]!.id })
    expect(answer!.text).to.match(/^Decime qué día/)
  })

  it('goes on where it was if it got another state', async () => {
    const { app, offer } = await edited('booking.ts', (source) =>
      source.replace('    dropped: {', "    thanked: { type: 'final' },\n    dropped: {"),
    )
    const [answer] = await app.say(phone, { choose: offer.options[0]!.id })
    expect(answer!.text).to.match(/^Te guardo el lugar/)
  })

  it('begins again, and says so, if the state it waits in has another name', async () => {
    const { app, offer } = await edited('booking.ts', (source) =>
      source.replaceAll('askingSlot', 'offeringSlots'),
    )
    const [answer] = await app.say(phone, { choose: offer.options[0]!.id })
    expect(answer!.text).to.match(
      /^Perdón, cambiamos algo mientras tanto[\s\S]*¿Qué le hacemos al vehículo\?/,
    )
    expect((await app.say(phone, '1')).at(-1)!.options.length).to.be.greaterThan(3)
  })

  it('gives way to a word for the engine even then', async () => {
    const { app } = await edited('booking.ts', (source) => source.replaceAll('askingSlot', 'offeringSlots'))
    expect((await app.say(phone, 'cancelar')).at(-1)!.text).to.match(/^Listo, lo dejamos acá/)
  })

  it('that is there no more leaves nobody stuck', async () => {
    const { app } = await edited('index.ts', (source) =>
      source.replace("import { booking } from './booking.ts'\n", '').replace(' booking,', ''),
    )
    const [answer] = await app.say(phone, 'menú')
    expect(answer!.options).to.have.length(3)
  })
})
