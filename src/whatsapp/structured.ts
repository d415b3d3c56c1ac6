import { type Fields, fields, identifier, isObject, items, readPhone, words } from './fields.ts'
import { recordable } from './record.ts'

/** What a customer sent that is neither words nor a file, read as far as flows may want it. */
export interface Structured {
  kind: 'structured'
  what: 'contacts' | 'order' | 'form' | 'callPermission'
  /** Of contacts: `contacts`; of an order: `catalog`, `text`, `items`; of a form: `answers`; of a permission: `isGiven`. */
  data: Fields
}

/** People of the customer's address book, or the customer's own phone where that was asked for. */
export function readSharedContacts({ contacts }: Fields): Structured | undefined {
  const people = items(contacts).map((each) => {
    const { name, phones } = fields(each)
    const { formatted_name, first_name } = fields(name)
    const numbers = items(phones).map((one) =>
      readPhone(words(fields(one).wa_id) ?? words(fields(one).phone)),
    )
    return {
      name: words(formatted_name) ?? words(first_name) ?? null,
      phones: numbers.filter((phone) => phone !== undefined),
    }
  })
  return people.length > 0 ? { kind: 'structured', what: 'contacts', data: { contacts: people } } : undefined
}

/** The phone that a customer gave when it was asked for (`contact_request`): their own. */
export function readOwnPhone(message: unknown): string | undefined {
  const { type, contacts } = fields(message)
  if (words(type) !== 'contacts') return undefined
  const own = items(contacts).find((each) => words(fields(each).origin) === 'contact_request')
  const [phone] = items(fields(own).phones)
  return readPhone(words(fields(phone).wa_id) ?? words(fields(phone).phone))
}

/** A basket of the catalogue; prices may have fractions. */
export function readOrder({ order }: Fields): Structured | undefined {
  if (!isObject(order)) return undefined
  const products = items(order.product_items).map((each) => {
    const { product_retailer_id, quantity, item_price, currency } = fields(each)
    return {
      id: identifier(product_retailer_id) ?? null,
      quantity: amount(quantity),
      price: amount(item_price),
      currency: words(currency) ?? null,
    }
  })
  const data = {
    catalog: identifier(order.catalog_id) ?? null,
    text: words(order.text) ?? null,
    items: products,
  }
  return { kind: 'structured', what: 'order', data }
}

/** The answers of a form (a WhatsApp Flow); null where they cannot be read. Whoever sends them can make them up. */
export function readForm({ nfm_reply }: Fields): Structured | undefined {
  if (!isObject(nfm_reply)) return undefined
  return { kind: 'structured', what: 'form', data: { answers: parsed(words(nfm_reply.response_json)) } }
}

export function readCallPermission({ call_permission_reply }: Fields): Structured | undefined {
  if (!isObject(call_permission_reply)) return undefined
  const isGiven = words(call_permission_reply.response) === 'accept'
  return { kind: 'structured', what: 'callPermission', data: { isGiven } }
}

/** A place on the map: numbers, also where a client wrote them as strings. */
export function readPlace(location: unknown): Fields | undefined {
  const { latitude, longitude, name, address } = fields(location)
  const [north, east] = [amount(latitude), amount(longitude)]
  if (north === null || east === null) return undefined
  const [called, at] = [words(name), words(address)]
  return { latitude: north, longitude: east, ...(called && { name: called }), ...(at && { address: at }) }
}

function parsed(json: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return isObject(value) ? recordable(value) : null
  } catch {
    return null
  }
}

function amount(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
