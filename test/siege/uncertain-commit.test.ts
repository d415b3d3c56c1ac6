import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { Fate } from './fate.ts'
import { webhookOf } from './meta.ts'
import { Rig } from './rig.ts'

describe('a commit whose outcome is not known', () => {
  it('is answered as soon as Meta comes again, if it had been made', async () => {
    const rig = await new Rig(temporaryFolder(), new Fate().goWrong(2, 'fault')).start()
    const message = { id: 'wamid.A', from: '59899111111', type: 'text', text: { body: 'hola' } }
    const webhook = webhookOf(rig.clock.now(), { messages: [message] })
    expect(await rig.receive(webhook)).to.equal(false)
    expect(await rig.receive(webhook)).to.equal(true)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    await rig.settled()
    expect(rig.meta.arrivals).to.have.length(1)
  })
})
