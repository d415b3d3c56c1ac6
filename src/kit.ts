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
export type {
  CustomerWrote,
  Option,
  PlaceFreed,
  RecallDue,
  Reply,
  RequestAnswered,
  StaffMarked,
  TalkEvent,
  Values,
} from './conversation/vocabulary.ts'
export { withPlate } from './language/vehicle.ts'
export type { When } from './language/when.ts'
