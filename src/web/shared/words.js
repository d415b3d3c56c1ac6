/** What the statuses of an appointment are called at the counter. */
export const statusWords = /** @type {Record<string, string>} */ ({
  held: 'reservando',
  pending: 'por confirmar',
  booked: 'agendada',
  confirmed: 'confirmada',
  arrived: 'llegó',
  inWork: 'en trabajo',
  ready: 'lista',
  done: 'entregada',
  cancelled: 'cancelada',
  moved: 'movida',
  noShow: 'no vino',
})

/** Statuses that take no place any more. */
export const goneStatuses = new Set(['cancelled', 'moved', 'noShow'])

/** What a message without text is. */
export const mediaWords = /** @type {Record<string, string>} */ ({
  audio: 'Nota de voz',
  image: 'Foto',
  video: 'Video',
  document: 'Documento',
  sticker: 'Sticker',
  location: 'Ubicación',
  contacts: 'Contacto',
})
