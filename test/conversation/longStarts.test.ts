import { expect } from 'chai'
import { longStarts } from '../../src/conversation/longStarts.ts'
import { parseMessage } from '../../src/conversation/message.ts'

const day = 86_400_000

describe('the longest instants', () => {
  for (const language of ['es', 'pt', 'en']) {
    it(`are as long as any of two years, in each way of writing one in ${language}`, () => {
      const days = Array.from({ length: 731 }, (_, index) =>
        new Date(Date.UTC(2027, 0, 1, 23, 59) + index * day).toISOString(),
      )
      for (const style of ['{start, date, day}', '{start, date, short}', '{start, time, hour}']) {
        const longest = (starts: string[]) => Math.max(...starts.map((start) => say(style, start).length))
        expect(longest(longStarts(language)), style).to.equal(longest(days))
      }

      function say(style: string, start: string): string {
        const message = parseMessage(language, style)
        if ('wrong' in message) throw new Error(message.wrong)
        return message.say({ start }, 'UTC')
      }
    })
  }
})
