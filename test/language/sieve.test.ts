import { expect } from 'chai'
import fc from 'fast-check'
import { boundRules, dateRules, dayRules } from '../../src/language/days.ts'
import { end, needsOf, start } from '../../src/language/needs.ts'
import { sentenceOf } from '../../src/language/sentence.ts'
import { rewriter, sieveOf } from '../../src/language/sieve.ts'
import { bareHourRules, timeRules } from '../../src/language/times.ts'
import { wishes } from '../../src/language/wishes.ts'
import { phrasesOf } from './phrases.ts'

const rules = [...dateRules, ...timeRules, ...dayRules, ...bareHourRules, ...boundRules]

/** Those that match a text, and those that a sieve would try in it. */
function triedIn(patterns: RegExp[]): (text: string) => { matching: RegExp[]; tried: RegExp[] } {
  const sieve = sieveOf(patterns)
  return (text) => {
    const missing = sieve(text)
    return {
      matching: patterns.filter((pattern) => text.search(pattern) >= 0),
      tried: patterns.filter((_, place) => missing[place] === 0),
    }
  }
}

describe('needsOf', () => {
  it('reads off a pattern what a text must hold', () => {
    expect(needsOf('hol[ao]')).to.eql([['hola', 'holo']])
    expect(needsOf('(?:quiero|dame) \\w+ (?:hora|turno)')).to.eql([
      ['quiero ', 'dame '],
      [' hora', ' turno'],
    ])
    expect(needsOf('a{2}b+c')).to.deep.include(['aab'])
  })

  it('asks for nothing where anything will do', () => {
    for (const source of ['\\w+', '(?:hola)?', '(?:hola|\\w+)', '(?:a|b)*', '(?!hola)', '[^a]', '']) {
      expect(needsOf(source), source).to.eql([])
    }
  })

  it('counts what must stand around a match, and the ends of the text', () => {
    expect(needsOf('(?<=el )lunes(?= que)')).to.deep.include(['el lunes que'])
    expect(needsOf('(?:^|x)(?:^hola)$')).to.deep.include([`${start}hola${end}`, `x${start}hola${end}`])
  })
})

describe('sieveOf', () => {
  it('leaves nothing to be tried in a text that says nothing', () => {
    const { tried } = triedIn(wishes.map(([, pattern]) => pattern))('menu')
    expect(tried).to.eql([])
  })

  it('never leaves out a wish that matches', () => {
    const read = triedIn(wishes.map(([, pattern]) => pattern))
    const phrases = ['intents.tsv', 'dates.tsv'].flatMap((file) =>
      phrasesOf(file).map(({ phrase }) => sentenceOf(phrase!)),
    )
    for (const phrase of phrases) {
      const { matching, tried } = read(phrase)
      expect(tried, phrase).to.include.members(matching)
    }
  })

  it('never leaves out a rule that matches, whatever stands beside what', () => {
    const read = triedIn(rules.map(({ pattern }) => pattern))
    const tokens = rules.flatMap(({ pattern }) => pattern.source.match(/[A-Z]{2,}|[a-z]{4,}/g) ?? [])
    const token = fc.constantFrom(...new Set(tokens), 'D0', 'D1', 'T0', 'W5', 'M12', '10', '4', '15:30', ',')
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (parts) => {
        const { matching, tried } = read(` ${parts.join(' ')} `)
        expect(tried).to.include.members(matching)
      }),
      { numRuns: 300 },
    )
  })
})

describe('rewriter', () => {
  it('hands what one pattern wrote on to the next', () => {
    const rewrite = rewriter([
      [/uno/g, 'dos'],
      [/tres/g, 'cuatro'],
      [/dos/g, 'tres'],
    ])
    expect(rewrite('uno y dos')).to.equal('tres y tres')
    expect(rewrite('nada')).to.equal('nada')
  })
})
