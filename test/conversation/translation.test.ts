import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { payload, startLive, text } from '../helpers/live.ts'

const phone = '59899111111'
const day = 86_400_000

describe('a template that Meta has not approved in the customer’s language', () => {
  it('goes in its first language', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off', API_TOKEN: 'secret' })
    await live.deliver(payload(text('Hello, I would like to book an appointment')))
    const start = new Date(Math.floor((Date.now() + 5 * day) / day) * day + 13 * 3_600_000).toISOString()
    const made = await fetch(`${live.url}/api/v1/appointments`, {
      method: 'POST',
      headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/json' },
      body: JSON.stringify({ customer: phone, service: 'brakes', start, force: true }),
    })
    expect(made.status).to.equal(201)
    await live.replies()
    live.graph.requests.length = 0
    type Template = { language: { code: string }; components: { parameters: { text: string }[] }[] }
    const templateOf = (body: unknown) => (body as { template?: Template } | undefined)?.template
    live.graph.answer((request, response) =>
      templateOf(request.body)?.language.code === 'en'
        ? refusal(132001)
        : live.graph.accept(request, response),
    )
    // The reminder is due a day before.
    await live.later(Date.parse(start) - 0.95 * day - Date.now())
    const sent = (await live.replies()).map(templateOf)
    expect(sent.slice(0, 2).map((each) => each?.language.code)).to.deep.equal(['en', 'es'])
    // The day is said in that language, too.
    expect(sent[1]!.components[0]!.parameters[1]!.text).to.match(
      /^(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) /,
    )
  })
})
