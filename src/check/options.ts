import { itemsOf, prop, type Value } from './values.ts'

/** The options that a reply can offer. */
export function optionsOf(reply: Value): Value[] {
  return itemsOf(prop(reply, 'options'))
}
