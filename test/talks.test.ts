import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadWorkshop } from '../src/agenda/workshop.ts'
import { serverAt } from '../src/cli/server.ts'
import { describe as shown } from '../src/cli/talks/difference.ts'
import { rehearse } from '../src/cli/talks/rehearse.ts'
import { rehearsed } from '../src/cli/talks/replay.ts'
import { filesFor, readTalk } from '../src/cli/talks/talk.ts'
import { defaultFlows } from '../src/defaultFlows.ts'
import { freshDatabase } from './helpers/postgres.ts'
import { startSandbox } from './helpers/sandbox.ts'

const folder = fileURLToPath(new URL('../fixtures/talks/', import.meta.url))
const talks = readdirSync(folder).filter((file) => file.endsWith('.yaml'))

describe('talks', () => {
  for (const file of talks) {
    const talk = readTalk(folder + file)

    it(`${talk.title} (${file})`, async () => {
      const differences = await rehearsed(talk)

      expect(differences.map(shown).join('\n')).to.equal('')
    })

    it(`${talk.title} (${file}), on PostgreSQL`, async () => {
      const environment = { DATABASE_URL: await freshDatabase(), API_TOKEN: 'token' }
      const { url } = await startSandbox({ environment, files: filesFor(talk, defaultFlows) })
      const workshop = loadWorkshop(join(defaultFlows, 'workshop.yaml'))
      const differences = await rehearse(talk, serverAt(url, 'token'), workshop)

      expect(differences.map(shown).join('\n')).to.equal('')
    })
  }

  it('hold a booking by taps to six messages of the workshop, since each is paid', () => {
    const { talk } = readTalk(`${folder}booking-by-taps.yaml`)

    expect(talk.every(({ said }) => said !== undefined)).to.equal(true)
    expect(talk.flatMap(({ said }) => said ?? [])).to.have.lengthOf.at.most(6)
  })
})
