import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { words } from '../../flows/words.ts'
import { readInterrupt } from '../../src/language/interrupts.ts'
import { understand } from '../../src/language/understand.ts'
import { now, zone } from '../language/phrases.ts'

describe('what texts invite customers to write', () => {
  for (const language of ['es', 'pt', 'en'] as const) {
    const texts = readFileSync(`flows/texts/${language}.yaml`, 'utf8')
    // Lines of a quote are named in an answer to it alone: test/flows/quote.test.ts.
    const lines = texts
      .replace(/^quote:\n(?: .*\n|\n)*/m, '')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
    const quoted = [...new Set(lines.join('\n').match(/(?<=[«“])[^»”]+/g))]
    const buttons = lines.flatMap(
      (line) => line.match(/(?<=^ {2}option(?:Book|Appointments|Person): ).+/) ?? [],
    )

    it(`is understood in ${language}: ${[...quoted, ...buttons].join(', ')}`, () => {
      expect(quoted.length).to.be.at.least(6)
      expect(buttons.length).to.be.at.least(3)
      const missed = [...quoted, ...buttons].filter((text) => {
        const { intent, when } = understand(text, { now, zone, words, language })
        return readInterrupt(text, words) === null && intent === null && when.length === 0
      })
      expect(missed).to.deep.equal([])
    })
  }
})
