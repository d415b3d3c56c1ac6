/** How far a message of this phone came. */
export const deliveryWords = /** @type {Record<string, string>} */ ({
  waiting: 'esperando',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
})
