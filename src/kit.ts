import type { TextKey } from './conversation/textKey.ts'
import type * as vocabulary from './conversation/vocabulary.ts'

/** What flow files import: `import { effects, services } from 'chasqui'`. */
export { effects } from './conversation/effects.ts'
export {
  type Offer,
  type Opening,
  type QuoteShown,
  type Reading,
  services,
  type Visit,
  type WhyNot,
  type Wish,
} from './conversation/services.ts'
// With a star, since only so texts can be added to what is in it.
export * from './conversation/textKey.ts'
export type {
  CustomerWrote,
  PlaceFreed,
  RecallDue,
  RequestAnswered,
  StaffMarked,
  TalkEvent,
  Values,
} from './conversation/vocabulary.ts'
export { withModel, withPlate } from './language/vehicle.ts'
export type { When } from './language/when.ts'

export type Option = vocabulary.Option<TextKey>
export type Reply = vocabulary.Reply<TextKey>
