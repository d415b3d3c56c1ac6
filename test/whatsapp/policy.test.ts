import { expect } from 'chai'
import { judge } from '../../src/whatsapp/policy.ts'

const day = 24 * 60 * 60 * 1000
const heard = Date.parse('2026-11-27T10:00:00-03:00')
const circumstances = { now: heard, lastHeardAt: heard, optedOut: false, proactive: false, hasFallback: true }

describe('judge', () => {
  it('lets the message itself leave until a minute before 24 hours have passed', () => {
    expect(judge({ ...circumstances, now: heard + day - 60_001 })).to.deep.equal({ send: 'body' })
    expect(judge({ ...circumstances, now: heard + day - 60_000 })).to.deep.equal({ send: 'fallback' })
  })

  it('blocks a message without template outside the window', () => {
    expect(judge({ ...circumstances, now: heard + day, hasFallback: false })).to.deep.equal({
      blocked: 'window',
    })
  })

  it('opens no window for a customer who never wrote', () => {
    expect(judge({ ...circumstances, lastHeardAt: null })).to.deep.equal({ send: 'fallback' })
    expect(judge({ ...circumstances, lastHeardAt: null, hasFallback: false })).to.deep.equal({
      blocked: 'window',
    })
  })

  it('sends a reminder inside the window as it is', () => {
    expect(judge({ ...circumstances, proactive: true })).to.deep.equal({ send: 'body' })
  })

  it('sends nothing of its own accord after an opt-out, inside the window or outside', () => {
    const optedOut = { ...circumstances, optedOut: true, proactive: true }
    expect(judge(optedOut)).to.deep.equal({ blocked: 'optedOut' })
    expect(judge({ ...optedOut, now: heard + day })).to.deep.equal({ blocked: 'optedOut' })
  })

  it('still answers a customer who opted out and writes', () => {
    expect(judge({ ...circumstances, optedOut: true })).to.deep.equal({ send: 'body' })
  })
})
