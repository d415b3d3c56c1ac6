import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { describe as shown } from '../src/cli/talks/difference.ts'
import { rehearsed } from '../src/cli/talks/replay.ts'
import { readTalk } from '../src/cli/talks/talk.ts'

const folder = fileURLToPath(new URL('../fixtures/talks/', import.meta.url))
const talks = readdirSync(folder).filter((file) => file.endsWith('.yaml'))

describe('talks', () => {
  for (const file of talks) {
    const talk = readTalk(folder + file)

    it(`${talk.title} (${file})`, async () => {
      const differences = await rehearsed(talk)

      expect(differences.map(shown).join('\n')).to.equal('')
    })
  }

  it('hold a booking by taps to six messages of the workshop, since each is paid', () => {
    const { talk } = readTalk(`${folder}booking-by-taps.yaml`)

    expect(talk.every(({ said }) => said !== undefined)).to.equal(true)
    expect(talk.flatMap(({ said }) => said ?? [])).to.have.lengthOf.at.most(6)
  })
})
