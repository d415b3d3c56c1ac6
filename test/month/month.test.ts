import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { type Costs, misjudgedCosts } from './charged.ts'
import { evidence, judge } from './laws.ts'
import { Month } from './month.ts'
import { report } from './report.ts'
import { dateOf, day, dayStart, weekdayOf } from './time.ts'
import { busyWorkshop } from './workshop.ts'

/** A week of a small workshop; `npm run month` has the month of a large one. */
const customers = Number(process.env.MONTH_CUSTOMERS ?? 60)
const days = Number(process.env.MONTH_DAYS ?? 7)
const contacts = Number(process.env.MONTH_CONTACTS ?? Math.max(12, Math.round(customers * 0.06)))
const isPostgres = process.env.MONTH_STORE === 'postgres'
/** The week is the same one each time, but for the weekday on which it begins. */
const seed = Number(process.env.MONTH_SEED ?? (customers > 60 ? Date.now() % 2 ** 31 : 1))

/** When it begins: on the morning after this date, or after now. */
const from = process.env.MONTH_START ? dayStart(process.env.MONTH_START) : Date.now()

describe('a month of a busy workshop', function () {
  this.timeout(120_000 + customers * 1_000)

  it('has no reminder that is missed without a reason, doubled, late or in the night, and keeps to the limit', async () => {
    console.log(`      MONTH_SEED=${seed}`)
    const began = performance.now()
    const before = process.cpuUsage()
    const holiday = aWeekday(from + 5 * day)
    const bays = Math.max(3, Math.ceil(customers / 120))
    const month = new Month({
      customers,
      days,
      seed,
      from,
      flows: busyWorkshop({ bays, contacts, holiday }),
      environment: {
        DATA_DIR: temporaryFolder(),
        // The sandbox counts messages of a real second, in which hours of this month pass.
        WHATSAPP_THROUGHPUT: '5000',
        ...(isPostgres && { DATABASE_URL: await freshDatabase() }),
      },
    })
    await month.play()
    const found = await evidence(month)
    const judged = judge(month, found, { holiday, contacts })
    const costs = await month.app.get<Costs>('/api/v1/costs?by=category')
    const { user, system } = process.cpuUsage(before)
    const seconds = (performance.now() - began) / 1000
    console.log(report(month, found, judged, { costs, contacts, seconds, cpu: (user + system) / 1e6, days }))
    const broken = [...judged.broken, ...misjudgedCosts(found.sent, costs)]
    expect(broken.slice(0, 20), `${broken.length} laws broken`).to.deep.equal([])
    // So many that chance makes no odds.
    const each = customers >= 500 ? 1.5 : 1.2
    expect(month.ledger.appointments.size).to.be.at.least(customers * each)
    expect(judged.reminders.length).to.be.greaterThan(customers / 3)
    await month.close()
  })
})

/** The workshop has a holiday of its own then: that day, or the Monday after a Sunday. */
function aWeekday(at: number): string {
  return dateOf(weekdayOf(dateOf(at)) === 0 ? at + day : at)
}
