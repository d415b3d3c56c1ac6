import { expect } from 'chai'
import { type Circumstances, judge, type Verdict } from '../../src/whatsapp/policy.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const heard = Date.parse('2026-11-27T10:00:00-03:00')
const later = heard + 2 * day

const usual: Circumstances = {
  now: heard,
  lastHeardAt: heard,
  optedOut: false,
  proactive: false,
  hasFallback: true,
}
const body: Verdict = { send: 'body' }
const contact: Verdict = { send: 'fallback', isContact: true }
const fallback: Verdict = { send: 'fallback' }

/** What is the case, what differs from an answer inside the window that has a template too, and what may be done. */
const table: [string, Partial<Circumstances>, Verdict][] = [
  ['inside the window', {}, body],
  ['until a minute before 24 hours have passed', { now: heard + day - minute - 1 }, body],
  ['from a minute before on', { now: heard + day - minute }, contact],
  ['outside, without a template', { now: later, hasFallback: false }, { blocked: 'window' }],
  ['to one who never wrote', { lastHeardAt: null }, contact],
  [
    'to one who never wrote, without a template',
    { lastHeardAt: null, hasFallback: false },
    { blocked: 'window' },
  ],
  ['outside, contacted less than a day ago', { now: later, contactedAt: later - day + 1 }, fallback],
  ['outside, contacted a day ago', { now: later, contactedAt: later - day }, contact],
  ['where Meta said that the window was closed', { now: heard + hour, refusedAt: heard + minute }, contact],

  ['a reminder, inside the window', { proactive: true }, body],
  ['a reminder, in quiet hours', { proactive: true, quietUntil: heard + hour }, quiet(heard + hour)],
  ['a reminder, once they are over', { proactive: true, quietUntil: heard }, body],
  [
    'a reminder without a way out of the window, in quiet hours',
    { now: later, proactive: true, hasFallback: false, quietUntil: later + hour },
    { blocked: 'window' },
  ],
  ['a reminder of what is over', { proactive: true, until: heard }, { blocked: 'tooLate' }],
  ['a reminder of what is soon', { proactive: true, until: heard + 1 }, body],

  ['an answer after an opt-out', { optedOut: true }, body],
  ['a reminder after an opt-out', { optedOut: true, proactive: true }, { blocked: 'optedOut' }],
  [
    'a reminder after an opt-out, outside',
    { optedOut: true, proactive: true, now: later },
    { blocked: 'optedOut' },
  ],
  ['marketing', { isMarketing: true, proactive: true }, body],
  [
    'marketing to one who stopped it',
    { isMarketing: true, noMarketing: true, proactive: true },
    { blocked: 'marketing' },
  ],
  [
    'marketing after an opt-out, as an answer',
    { isMarketing: true, optedOut: true },
    { blocked: 'marketing' },
  ],
  ['what is no marketing to one who stopped that', { noMarketing: true, proactive: true }, body],

  ['the fortieth message at once', { pairSpentUntil: heard + 39 * 6_000 }, body],
  ['the forty-first message at once', { pairSpentUntil: heard + 40 * 6_000 }, { wait: heard + 6_000 }],
]

function quiet(until: number): Verdict {
  return { wait: until, aside: 'quietHours' }
}

describe('what may be sent', () => {
  for (const [name, differs, verdict] of table) {
    it(`${name}: ${JSON.stringify(verdict).replace(/\d{13}/, 'later')}`, () => {
      expect(judge({ ...usual, ...differs })).to.deep.equal(verdict)
    })
  }
})
