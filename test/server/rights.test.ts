import { join } from 'node:path'
import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { Documents } from '../../src/store/documents.ts'
import { everything } from '../../src/store/keys.ts'
import { payload, startLive, text } from '../helpers/live.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('what a customer may ask for by law', () => {
  async function booked() {
    const app = await startSandbox()
    await app.say(phone, 'quiero agendar')
    const offer = (await app.say(phone, '1')).at(-1)!
    await app.say(phone, { choose: offer.options.at(-2)!.id })
    await app.say(phone, 'Gol SBC 1234')
    const ask = (path: string, method = 'GET') => fetch(`${app.url}/api/v1/customers/${path}`, { method })
    return { ...app, ask }
  }

  it('gives all that is stored of them', async () => {
    const { ask, say } = await booked()
    await say(phone, 'soy Ana')
    await say(phone, 'in English, please')
    const answer = await ask(`${phone}/export`)
    expect(answer.headers.get('content-disposition')).to.match(/^attachment; filename="c[\da-z]+\.json"$/)
    const all = (await answer.json()) as {
      appointments: Appointment[]
      messages: { text: string }[]
    }
    expect(all).to.include({ phone, saidName: 'Ana', language: 'en', optedOut: false, noMarketing: false })
    expect(all).to.have.deep.property('vehicles', ['Gol SBC 1234'])
    expect(all.appointments.filter(({ status }) => status === 'booked')).to.have.lengthOf(1)
    expect(all.messages.map((each) => each.text)).to.include.members(['quiero agendar', 'Gol SBC 1234'])
  })

  it('forgets them: nothing tells who they were, and their place is free', async () => {
    const { ask, get, chasqui, folder, close } = await booked()
    const { customer } = await get<{ customer: string }>(`/api/v1/conversations/${phone}`)
    expect((await ask(phone, 'DELETE')).status).to.equal(204)
    expect((await ask(phone, 'DELETE')).status).to.equal(404)
    expect((await ask(`${customer}/export`)).status).to.equal(404)
    const { items } = await get<{ items: Appointment[] }>('/api/v1/appointments')
    expect(items.map(({ status, phone, name, vehicle }) => [status, phone, name, vehicle])).to.deep.equal([
      ['cancelled', null, null, null],
    ])
    expect(await chasqui.store.nextDue()).to.equal(undefined)
    await close()
    const documents = new Documents(join(folder, 'chasqui.lmdb'), { readOnly: true })
    const left = JSON.stringify([...documents.range(everything)])
    await documents.close()
    expect(left).to.contain('"cancelled"')
    expect(left).to.not.match(/59899111111|SBC|wamid\.|quiero agendar/)
  })

  it('knows Meta’s retries of what they wrote, and takes what they write anew', async () => {
    const { url, deliver, replies } = await startLive({ API_TOKEN: 'token' })
    const hello = payload(text('Hola'))
    await deliver(hello)
    expect(await replies()).to.have.lengthOf(1)
    const deleted = await fetch(`${url}/api/v1/customers/${phone}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer token' },
    })
    expect(deleted.status).to.equal(204)
    expect((await deliver(hello)).status).to.equal(200)
    expect(await replies(), 'Meta came again').to.have.lengthOf(1)
    await deliver(payload(text('Hola')))
    expect(await replies()).to.have.lengthOf(2)
  })

  it('is not for who may only read', async () => {
    const { url, deliver } = await startLive({ API_TOKENS: 'desk:read:token' })
    await deliver(payload(text('Hola')))
    const headers = { authorization: 'Bearer token' }
    const deleted = await fetch(`${url}/api/v1/customers/${phone}`, { method: 'DELETE', headers })
    expect(deleted.status).to.equal(403)
  })
})
