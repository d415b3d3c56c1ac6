/** Steps in the order in which they are offered, the usual one first. */
const order = ['booked', 'arrived', 'done', 'inWork', 'ready', 'confirmed', 'noShow', 'cancelled']

/**
 * @param {string[]} steps
 * @returns {string[]}
 */
export function inOrder(steps) {
  const place = (/** @type {string} */ step) =>
    order.includes(step) ? order.indexOf(step) : order.indexOf('confirmed')
  return [...steps].sort((a, b) => place(a) - place(b))
}

/** Where it can be moved from. */
export const movable = new Set(['pending', 'booked', 'confirmed'])

/** What a step is called on its button. */
export const stepWords = /** @type {Record<string, string>} */ ({
  booked: 'Aceptar el pedido',
  confirmed: 'Confirmó',
  arrived: 'Llegó',
  inWork: 'Empezar el trabajo',
  ready: 'Está listo',
  done: 'Entregar',
  noShow: 'No vino',
  cancelled: 'Cancelar la hora',
})

/** Steps that cannot be taken back, and what is asked before. */
export const askedBefore = /** @type {Record<string, string>} */ ({
  cancelled:
    '¿Cancelar esta hora? Su lugar queda libre. Al cliente no se le avisa solo: escribile o llamalo.',
  noShow: '¿Marcar que no vino? No se puede volver atrás.',
})

/** Of a request, the customer is told what became of it. */
export const askedOfRequest = '¿Rechazar el pedido? El bot le avisa al cliente.'

export const callReasons = /** @type {Record<string, string>} */ ({
  unanswered: 'No contestó los recordatorios',
  undelivered: 'No le llegaron los recordatorios',
  limit: 'No se le pudo recordar: se llegó al límite de clientes de Meta por día',
})

/** How far a message of ours came. */
export const deliveryWords = /** @type {Record<string, string>} */ ({
  owed: 'por salir',
  sending: 'saliendo',
  unknown: 'no se sabe si salió',
  accepted: 'salió',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  failed: 'no llegó',
  blocked: 'no se mandó',
})

/**
 * Why a message was not sent or did not arrive.
 *
 * @param {string | undefined} reason the server's word or sentence
 */
export function reasonWords(reason = '') {
  const code = /\b(?:code|error) (\d+)/.exec(reason)?.[1] ?? ''
  return blockedWords[reason] ?? codeWords[code] ?? othersWords(reason, code)
}

/**
 * The sentence of Meta or the server, for whoever looks after the system; empty where it says no more.
 *
 * @param {string | undefined} reason
 */
export function reasonAsTold(reason = '') {
  return blockedWords[reason] ? '' : reason
}

/**
 * @param {string} reason
 * @param {string} code
 */
function othersWords(reason, code) {
  if (code) return `Meta no lo mandó (error ${code}).`
  if (/could not be reached/.test(reason)) return 'No se pudo hablar con Meta.'
  if (/nobody knows|no answer of/i.test(reason))
    return 'No se sabe si llegó. Si hace falta, escribile de nuevo.'
  return 'No se pudo mandar.'
}

/** @type {Record<string, string>} */
const blockedWords = {
  window: 'Hace más de 24 horas que no escribe: WhatsApp no deja mandarle un mensaje libre. Llamalo.',
  optedOut: 'Pidió no recibir más mensajes.',
  marketing: 'No recibe publicidad.',
  tooLate: 'Ya no tenía sentido mandarlo: se pasó la hora.',
  human: 'Una persona tomó la palabra antes de que saliera.',
}

/** Meta's codes: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes @type {Record<string, string>} */
const codeWords = {
  131026: 'No le llega: ese número no está en WhatsApp, o no recibe mensajes de empresas.',
  131047: 'Hace más de 24 horas que no escribe: WhatsApp no deja mandarle un mensaje libre. Llamalo.',
  131049: 'Meta no lo entregó, para no cansar al cliente con mensajes.',
  131050: 'El cliente cortó los mensajes de publicidad.',
  131056: 'Demasiados mensajes seguidos al mismo número.',
  131042: 'Meta no lo mandó: falta resolver el pago de la cuenta.',
  130472: 'Meta no lo entregó: este número es parte de una prueba suya.',
  132001: 'La plantilla no existe o no está aprobada en Meta.',
  132015: 'Meta pausó la plantilla.',
  190: 'El token de Meta venció.',
}

/** What a customer's words were about, by the label of what was understood. */
export const intentWords = /** @type {Record<string, string>} */ ({
  yes: 'sí',
  no: 'no',
  confirm: 'confirma',
  cancel: 'cancelar',
  reschedule: 'cambiar la hora',
  book: 'agendar',
  my_bookings: 'sus horas',
  status: 'cómo va el vehículo',
  price: 'precio',
  hours: 'horario',
  location: 'dirección',
  human: 'hablar con una persona',
  menu: 'menú',
  back: 'volver',
  greet: 'saludo',
  thanks: 'gracias',
  bye: 'despedida',
  late: 'llega tarde',
  optout: 'no recibir más mensajes',
  delete_data: 'borrar sus datos',
  export_data: 'copia de sus datos',
  approve_quote: 'aprueba el presupuesto',
  reject_quote: 'rechaza el presupuesto',
  rating: 'puntaje',
  complaint: 'queja',
  option: 'eligió una opción',
  unsure: 'no está seguro',
  wait: 'pide esperar',
  urgent: 'urgente',
})
