import { join } from 'node:path'
import { expect } from 'chai'
import type { Which } from '../../src/store/open.ts'
import { exported, imported } from '../helpers/exchange.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'

const crowd = Number(process.env.SIEGE_MOVED ?? 120)
/** Who goes on with their talk after each move: one whose place is to be chosen, and one whose service is. */
const samples = [0, crowd - 1]

describe('a workshop that moves to another store and back, with talks going on', function () {
  this.timeout(60_000 + crowd * 60)

  it(`finds ${crowd} conversations where they were, and the same file at each step`, async () => {
    const embedded: Which = { databaseUrl: undefined, dataDir: temporaryFolder() }
    const postgres: Which = { databaseUrl: await freshDatabase(), dataDir: temporaryFolder() }
    const back: Which = { databaseUrl: undefined, dataDir: join(temporaryFolder(), 'back') }

    let live = await open(embedded)
    for (let from = 0; from < crowd; from += 50) {
      const some = Array.from({ length: Math.min(50, crowd - from) }, (_, index) => phoneOf(from + index))
      await Promise.all(some.map((phone) => write(live, phone, 'quiero agendar')))
      // Of every second one the talk goes one question further.
      await Promise.all(some.filter(isEven).map((phone) => write(live, phone, '1')))
    }
    await live.close()

    const first = await exported(embedded)
    await imported(first, postgres)
    const second = await exported(postgres)
    expect(second === first, 'the same file from PostgreSQL').to.equal(true)

    live = await open(postgres)
    for (const index of samples) {
      const phone = phoneOf(index)
      const asked = isEven(phone) ? /Te guardo el lugar/ : /tengo estos lugares/
      expect(await answerTo(live, phone, isEven(phone) ? later : '1')).to.match(asked)
    }
    await live.close()

    const third = await exported(postgres)
    expect(third === second, 'talks went on').to.equal(false)
    await imported(third, back)
    expect((await exported(back)) === third, 'the same file from where it came back').to.equal(true)

    live = await open(back)
    for (const index of samples) {
      const phone = phoneOf(index)
      if (isEven(phone)) expect(await answerTo(live, phone, 'Gol SBC 1234')).to.match(/^¡Listo! Te esperamos/)
      else expect(await answerTo(live, phone, later)).to.match(/Te guardo el lugar/)
    }
    await live.close()
  })
})

/** The first place may be too near by the time that a large crowd has written and been moved. */
const later = 'el tercero'

function open({ databaseUrl, dataDir }: Which): Promise<Live> {
  return startLive({
    DATA_DIR: dataDir,
    WHATSAPP_THROUGHPUT: '10000',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  })
}

function phoneOf(index: number): string {
  return `59899${String(index).padStart(6, '0')}`
}

function isEven(phone: string): boolean {
  return Number(phone) % 2 === 0
}

async function write(live: Live, phone: string, words: string): Promise<void> {
  const answer = await live.deliver(payload(text(words, { from: phone })))
  expect(answer.status).to.equal(200)
}

async function answerTo(live: Live, phone: string, words: string): Promise<string> {
  await write(live, phone, words)
  const replies = (await live.replies()).filter(({ to }) => to === `+${phone}`)
  const { text, interactive } = replies.at(-1) as {
    text?: { body: string }
    interactive?: { body: { text: string } }
  }
  return text?.body ?? interactive!.body.text
}
