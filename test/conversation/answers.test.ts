import { expect } from 'chai'
import type { Workshop } from '../../src/agenda/workshop.ts'
import { answer } from '../../src/conversation/answers.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Asking } from '../../src/conversation/places.ts'

describe('the services of a workshop', () => {
  it('are listed with their description and price', async () => {
    const service = (description: string | null, price: string | null) => ({
      id: 'oil',
      title: 'Aceite',
      minutes: 30,
      buffer: 0,
      bays: ['bay-1'],
      description,
      price,
    })
    const services = [
      service('Aceite y filtro', '$ 2.500'),
      service(null, '$ 2.500'),
      service('Aceite', null),
      service(null, null),
    ]
    const asking = {
      workshop: { services, language: 'es' } as Partial<Workshop> as Workshop,
      conversation: {} as Partial<Conversation> as Conversation,
    } as Partial<Asking> as Asking
    expect(await answer(asking, 'listServices', {})).to.deep.equal({
      services: [
        { id: 'oil', title: 'Aceite', description: 'Aceite y filtro · $ 2.500' },
        { id: 'oil', title: 'Aceite', description: '$ 2.500' },
        { id: 'oil', title: 'Aceite', description: 'Aceite' },
        { id: 'oil', title: 'Aceite' },
      ],
    })
  })
})
