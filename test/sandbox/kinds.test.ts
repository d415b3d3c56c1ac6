import { expect } from 'chai'
import {
  addressed,
  askCall,
  askLocation,
  askPhone,
  catalog,
  form,
  linkButton,
  type OutboundBody,
  product,
  products,
} from '../../src/whatsapp/messages.ts'
import { ana, Rig } from './rig.ts'

const body = '¿Nos ayudás?'

/** What our own builders make is taken by the sandbox, and is seen on the phone. */
const kinds: Record<string, OutboundBody> = {
  'a question for the place': askLocation(body),
  'a question for the phone': askPhone(body),
  'a question for a call': askCall(body),
  'a form': form({ body, flow: { id: '1' }, button: 'Completar', screen: 'FIRST' }),
  'a link': linkButton({ body, title: 'Ver', url: 'https://taller.example/' }),
  'a product': product({ catalog: '1', product: 'filtro', body }),
  'several products': products({
    header: 'Filtros',
    body,
    catalog: '1',
    sections: [{ title: 'Aceite', products: ['a', 'b'] }],
  }),
  'the whole catalogue': catalog({ body, thumbnail: 'filtro' }),
}

describe('what a workshop can send', () => {
  for (const [name, message] of Object.entries(kinds)) {
    it(`${name} is on the phone`, async () => {
      const rig = await new Rig().start()
      await rig.write(ana, { text: 'hola' })
      const { status, body: answer } = await rig.graph(addressed(message, { phone: ana }))
      expect(status, JSON.stringify(answer)).to.equal(200)
      expect((await rig.chat(ana)).at(-1)).to.include({ type: message.type, text: body })
    })
  }

  it('a file goes by the id that it was given, as what it is, from the number that gave it', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    const upload = async (type: string, bytes = 4) => {
      const data = new FormData()
      data.set('messaging_product', 'whatsapp')
      data.set('type', type)
      data.set('file', new Blob([Buffer.alloc(bytes)], { type }), 'a')
      const answer = await fetch(`${rig.sandbox.graphUrl}/v25.0/10650000001/media`, {
        method: 'POST',
        headers: { Authorization: 'Bearer token' },
        body: data,
      })
      const json = (await answer.json()) as { id?: string; error?: { code: number } }
      return json.id ?? json.error!.code
    }
    const send = async (type: string, id: string | number) => {
      const message = { messaging_product: 'whatsapp', to: ana, type, [type]: { id: String(id) } }
      const { status, body: answer } = await rig.graph(message)
      return status === 200 ? 200 : answer.error.code
    }
    const id = await upload('image/png')
    expect(await send('image', id)).to.equal(200)
    expect(await send('image', '123')).to.equal(131009)
    expect(await send('video', id)).to.equal(131053)
    expect(await upload('image/gif')).to.equal(100)
    expect(await upload('image/png', 5 * 1024 * 1024 + 1)).to.equal(131053)
  })
})
