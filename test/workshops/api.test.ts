import { expect } from 'chai'
import { type Shown, startSandbox } from '../helpers/sandbox.ts'
import { severalWorkshops } from './several.ts'

const phone = '59899111111'

describe('the API of several workshops', () => {
  it('is asked about one of them by its id, and says which there are', async () => {
    const { get, url } = await start()
    expect(await get('/api/v1/workshops')).to.deep.equal({
      items: [
        { id: 'norte', name: 'Taller norte', zone: 'America/Montevideo' },
        { id: 'sur', name: 'Taller sur', zone: 'America/Montevideo' },
      ],
      next: null,
    })
    expect(await get('/api/v1/workshops?limit=1')).to.have.property('next', 'norte')
    expect(await get('/api/v1/workshops?limit=1&cursor=norte')).to.have.nested.property('items[0].id', 'sur')
    expect(await get('/api/v1/workshop?workshop=sur')).to.include({ id: 'sur', name: 'Taller sur' })
    for (const [query, what] of [
      ['', 'is missing, and there are several'],
      ['?workshop=oeste', 'is none of ours'],
      ['?workshop=norte&workshop=sur', 'is none of ours'],
    ]) {
      const answer = await fetch(`${url}/api/v1/appointments${query}`)
      const { error } = (await answer.json()) as { error: object }
      expect([answer.status, error]).to.deep.equal([
        422,
        {
          code: 'invalid',
          message: `workshop: ${what}; say which with ?workshop=ID: norte, sur`,
          field: 'workshop',
        },
      ])
    }
  })

  it('keeps their agendas and their conversations apart', async () => {
    const { get, post } = await start()
    const at = (id: string) => ({
      say: (body: object) => post(`/sandbox/customers/${phone}/messages?workshop=${id}&wait=20`, body),
      items: async (what: string) =>
        (await get<{ items: { workshop?: string; status: string }[] }>(`/api/v1/${what}?workshop=${id}`))
          .items,
    })
    for (const body of ['Hola, quiero agendar', '1', '1', 'Gol SBC 1234'])
      await at('norte').say({ text: body })
    const [booked, ...more] = await at('norte').items('appointments')
    expect(more).to.deep.equal([])
    expect(booked).to.include({ workshop: 'norte', status: 'booked' })
    expect(await at('sur').items('appointments')).to.deep.equal([])
    expect(await at('sur').items('conversations')).to.deep.equal([])
    await at('sur').say({ text: 'Hola' })
    expect(await at('sur').items('conversations')).to.have.length(1)
  })

  it('asks nothing more of a server with one', async () => {
    const { get, url } = await startSandbox()
    expect((await get<{ items: object[] }>('/api/v1/workshops')).items).to.have.length(1)
    expect(await get('/api/v1/workshop')).to.have.property('id', 'torke')
    expect(await get('/api/v1/workshop?workshop=torke')).to.have.property('id', 'torke')
    expect((await fetch(`${url}/api/v1/workshop?workshop=norte`)).status).to.equal(422)
  })
})

describe('the sandbox of several workshops', () => {
  it('has a number and a chat of each customer for each of them, the first unless told otherwise', async () => {
    const { say, get, url } = await start()
    const [toFirst] = await say(phone, 'Hola')
    expect(toFirst!.text).to.contain('Taller norte')
    const chat = async (query: string) =>
      (await get<{ messages: { text: string }[] }>(`/sandbox/customers/${phone}/messages${query}`)).messages
    expect(await chat('?workshop=norte')).to.have.length(2)
    expect(await chat('?workshop=sur')).to.deep.equal([])
    expect(await get('/sandbox/customers?workshop=norte')).to.have.nested.property('items[0].phone', phone)
    expect(await get('/sandbox/customers?workshop=sur')).to.deep.equal({ items: [] })
    expect((await fetch(`${url}/sandbox/customers?workshop=oeste`)).status).to.equal(422)
  })

  it('moves the clock on for all of them: each reminds its own customers', async () => {
    const { post, get, advance } = await start()
    for (const id of ['norte', 'sur']) {
      const say = async (body: object) => {
        const path = `/sandbox/customers/${phone}/messages?workshop=${id}&wait=20`
        return (await post<{ messages: Shown[] }>(path, body)).messages
      }
      await say({ text: 'Hola, quiero agendar' })
      const offered = await say({ text: '1' })
      // The last hour on offer is some days ahead, as a reminder needs.
      await say({ choose: offered.at(-1)!.options.at(-2)!.id })
      await say({ text: 'Gol SBC 1234' })
    }
    await advance('P14D')
    for (const id of ['norte', 'sur']) {
      const { messages } = await get<{ messages: { text: string }[] }>(
        `/sandbox/customers/${phone}/messages?workshop=${id}`,
      )
      expect(messages.at(-1)!.text, id).to.match(new RegExp(`^Te recordamos tu hora.*Taller ${id}`))
    }
  })

  it('keeps chats and conversations over a restart', async () => {
    const flows = severalWorkshops({ norte: '', sur: '' })
    const first = await startSandbox({ flows })
    await first.post(`/sandbox/customers/${phone}/messages?workshop=sur&wait=20`, { text: 'quiero agendar' })
    await first.close()
    const second = await startSandbox({ flows, folder: first.folder })
    const path = `/sandbox/customers/${phone}/messages?workshop=sur`
    const { messages } = await second.get<{ messages: object[] }>(path)
    expect(messages).to.have.length(2)
    await second.post(`${path}&wait=20`, { text: '1' })
    expect((await second.get<{ messages: object[] }>(path)).messages).to.have.length(4)
  })
})

function start() {
  return startSandbox({ flows: severalWorkshops({ norte: '', sur: '' }) })
}
