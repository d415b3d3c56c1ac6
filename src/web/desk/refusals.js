import { RefusedError, UnreachableError } from '../shared/api.js'

/**
 * What the server's refusal means to whoever works at the desk, and what to do.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function refusalWords(error) {
  if (error instanceof UnreachableError) return 'El servidor no contesta. Probá de nuevo en un momento.'
  if (!(error instanceof RefusedError)) throw error
  return byCode[error.code] ?? byField[error.field] ?? `No se pudo: ${error.message}`
}

/** @type {Record<string, string>} */
const byCode = {
  slotTaken: 'A esa hora no hay lugar: está ocupado, o el taller no atiende.',
  occupied: 'En ese horario ya hay horas agendadas.',
  badTransition: 'Eso ya no se puede: la hora cambió mientras tanto. Mirá cómo está ahora.',
  notFound: 'Ya no existe. Puede que otra persona la haya cambiado.',
  forbidden: 'Esta sesión solo puede mirar. Entrá con un token que permita escribir.',
  unauthorized: 'La sesión terminó. Cargá la página de nuevo para entrar.',
  unavailable: 'Ahora no se puede guardar nada. Probá de nuevo en un rato.',
  idempotencyKeyReused: 'Eso ya se había mandado. Cargá la página de nuevo.',
}

/** @type {Record<string, string>} */
const byField = {
  phone: 'Ese teléfono no está bien: va con código de país, como 598 99 123 456.',
  customer: 'No hay nadie con ese teléfono: poné también el nombre.',
  bays: 'Elegí qué se bloquea.',
  from: 'El comienzo no está bien.',
  to: 'El final tiene que ser después del comienzo, y hasta 92 días más tarde.',
  reason: 'El motivo es demasiado largo: hasta 200 letras.',
  start: 'Esa fecha u hora no está bien, o ya pasó.',
  text: 'El mensaje no puede mandarse así: es demasiado largo.',
  note: 'La nota es demasiado larga: hasta 1.000 letras.',
  vehicle: 'El vehículo no está bien: de 1 a 120 letras.',
}
