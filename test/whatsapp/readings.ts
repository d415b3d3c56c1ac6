import type { Inbound } from '../../src/whatsapp/inbound.ts'

/** Of the files in the fixtures, which bring it in base64. */
const sha256 = '49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942'

/** What each payload of fixtures/webhooks says. */
export const readings: Record<string, unknown[]> = {
  guide: [{ kind: 'text', text: 'Hola, quiero agendar' }],
  text: [{ kind: 'text', text: 'Hola! Quería una hora para el service 🚗' }],
  'text-quoted': [{ kind: 'text', text: 'A esa hora no puedo' }],
  'text-forwarded': [{ kind: 'text', text: 'Cambio de aceite desde $ 2.900' }],
  'text-from-ad': [{ kind: 'text', text: 'Hola! Quiero más información' }],
  image: [
    {
      kind: 'media',
      media: 'image',
      id: '1003001',
      mime: 'image/jpeg',
      sha256,
      caption: 'Así quedó el paragolpes',
    },
  ],
  video: [
    { kind: 'media', media: 'video', id: '1003002', mime: 'video/mp4', sha256, caption: 'Hace este ruido' },
  ],
  audio: [
    { kind: 'media', media: 'audio', id: '1003003', mime: 'audio/ogg; codecs=opus', sha256, voice: true },
  ],
  document: [
    {
      kind: 'media',
      media: 'document',
      id: '1003004',
      mime: 'application/pdf',
      sha256,
      filename: 'libreta.pdf',
      caption: 'La libreta',
    },
  ],
  sticker: [{ kind: 'media', media: 'sticker', id: '1003005', mime: 'image/webp', sha256 }],
  location: [
    {
      kind: 'media',
      media: 'location',
      place: {
        latitude: -34.9011,
        longitude: -56.1645,
        name: 'Plaza Independencia',
        address: 'Plaza Independencia, Montevideo',
      },
    },
  ],
  'button-reply': [{ kind: 'tap', id: '1.2.yes', title: 'Sí, agendar' }],
  'list-reply': [{ kind: 'tap', id: '1.3.slot4', title: 'Martes 10:30' }],
  'template-button': [{ kind: 'tap', id: '1.4.confirm', title: 'Confirmo' }],
  contacts: [
    {
      kind: 'structured',
      what: 'contacts',
      data: { contacts: [{ name: 'Luis Rodríguez', phones: ['59899000009'] }] },
    },
  ],
  'form-reply': [
    { kind: 'structured', what: 'form', data: { answers: { flow_token: 't1', matricula: 'SBA 1234' } } },
  ],
  'call-permission-reply': [{ kind: 'structured', what: 'callPermission', data: { isGiven: true } }],
  order: [
    {
      kind: 'structured',
      what: 'order',
      data: {
        catalog: '194836987003835',
        text: 'gracias',
        items: [{ id: 'filtro-aceite', quantity: 2, price: 7.99, currency: 'UYU' }],
      },
    },
  ],
  'request-welcome': [{ kind: 'welcome' }],
  unsupported: [{ kind: 'unreadable' }],
  unknown: [{ kind: 'unreadable' }],
  'media-lost': [{ kind: 'unreadable' }],
  'new-type': [{ kind: 'unreadable' }],
  'phone-shared': [
    {
      kind: 'structured',
      what: 'contacts',
      data: { contacts: [{ name: 'Ana Pereira', phones: ['59899000001'] }] },
    },
  ],
  reaction: [{ kind: 'silent' }],
  'reaction-removed': [{ kind: 'silent' }],
  edit: [{ kind: 'edit', of: 'wamid.TESTTEXT', text: 'Hola! Quería dos horas' }],
  revoke: [{ kind: 'revoke', of: 'wamid.TESTTEXT' }],
  'group-text': [{ kind: 'silent' }],
  'system-changed-number': [
    {
      before: { phone: '59899000001', userId: 'UY.13491208655' },
      after: { phone: '59899000002', userId: 'UY.777' },
    },
  ],
  'system-changed-user-id': [{ before: { userId: 'UY.13491208655' }, after: { userId: 'UY.777' } }],
  'hidden-phone': [{ kind: 'text', text: 'Buenas, arreglan cajas automáticas?' }],
  'hidden-phone-empty': [{ kind: 'text', text: 'Buenas' }],
  'user-id-in-from': [{ kind: 'text', text: 'Hola' }],
  'status-sent': ['sent c1.1'],
  'status-delivered': ['delivered c1.1'],
  'status-read': ['read c1.1'],
  'status-played': ['played c1.1'],
  'status-failed': ['failed c1.1 131026 Message undeliverable'],
  'status-group': ['read'],
  'status-warning': ['other unreadable'],
  errors: ['other errors'],
  batch: [
    { kind: 'text', text: 'hola' },
    { kind: 'text', text: 'hay lugar hoy?' },
    'sent c1.2',
    'delivered c1.3',
    { kind: 'media', media: 'image', id: '1003009', mime: 'image/jpeg', sha256 },
    'read c1.4',
    'other errors',
    'customers a day of 102290129340398: 2000',
    { kind: 'text', text: 'esto es para otro número' },
  ],
  'template-status': ['other message_template_status_update'],
  'template-quality': ['other message_template_quality_update'],
  'template-components': ['other message_template_components_update'],
  'template-category': ['other template_category_update'],
  'number-quality': ['customers a day of 102290129340398: 250'],
  'number-name': ['other phone_number_name_update'],
  capability: ['customers a day of 102290129340398: 2000'],
  'account-update': ['other account_update'],
  'account-review': ['other account_review_update'],
  'account-alert': ['other account_alerts'],
  security: ['other security'],
  'user-preferences': ['marketing of 59899000001: false'],
  echo: ['echo to 59899000001: Hola Ana, te escribo yo desde el taller'],
  history: ['other history'],
  'app-contacts': ['other smb_app_state_sync'],
  standby: ['other standby'],
  call: ['other calls'],
  'group-participants': ['other group_participants_update'],
  'new-field': ['other something_new'],
}

/** What was read, as the table above writes it. */
export function reading(inbound: Inbound): unknown {
  if (inbound.kind === 'message') return inbound.content
  if (inbound.kind === 'other') return `other ${inbound.field}`
  if (inbound.kind === 'identity') return { before: inbound.before, after: inbound.after }
  if (inbound.kind === 'echo') return `echo to ${inbound.recipient.phone}: ${inbound.text}`
  if (inbound.kind === 'preference') return `marketing of ${inbound.sender.phone}: ${inbound.takesMarketing}`
  if (inbound.kind === 'capability') return `customers a day of ${inbound.account}: ${inbound.customersADay}`
  const { status, opaque, error } = inbound
  return [status, opaque, error?.code, error?.title].filter((word) => word !== undefined).join(' ')
}
