import { readYaml } from '../yaml/yaml.ts'
import type { Afterwards } from './afterwards.ts'
import type { HolidayId } from './holidays.ts'
import type { QuietHours } from './quietHours.ts'
import { workshopSchema } from './workshopSchema.ts'

/** One business, as `workshop.yaml` describes it. */
export interface Workshop {
  id: string
  name: string
  address: string
  /** IANA name; all dates and hours are in it. */
  zone: string
  /** Of its texts: `es` is `flows/texts/es.yaml`. */
  language: string
  /** Windows of each weekday, Sunday first. */
  hours: Window[][]
  /** Days that differ from their weekday, by date; they also overrule holidays. */
  exceptions: Record<string, { hours: Window[]; reason: string | null }>
  /** Paid holidays are closed, and of the others those listed. */
  holidays: { calendar: 'uruguay' | 'none'; closed: HolidayId[] }
  bays: Resource[]
  /** Empty where nobody is told apart: then each bay has its own. */
  mechanics: Resource[]
  services: Service[]
  /** Minutes between two starts of the grid, counted from the opening of each window. */
  step: number
  /** Least minutes between booking and start. */
  lead: number
  /** Minute of the opening day before, from which on a date cannot be booked any more; null: only `lead` counts. */
  cutOff: number | null
  /** Most on one date, of all services; null: as many as there is room for. */
  daily: { vehicles: number | null; minutes: number | null }
  dropOff: DropOff
  /** Hours before its start from which on an appointment is only moved or cancelled by a person of the workshop. */
  cancelUntil: number
  /** Local days that can be booked after today. */
  horizon: number
  /** Minutes that a choice keeps its place while the customer decides. */
  hold: number
  /** Hours without a word of a person who has the floor after which the bot answers again; null: only when it is told to. */
  handBack: number | null
  /** What customers are told once, below the first answer that has room for it, of how their data is used; null: nothing. */
  notice: string | null
  /** Seconds a customer must be quiet before what they wrote is answered; 0: at once. */
  burst: number
  /** Hours between the reminder and the appointment. */
  reminder: number
  /** Hours between the second reminder and the appointment, for who has not confirmed; 0: there is none. */
  reminderAgain: number
  /** What customers are told once they came, or did not. */
  after: Afterwards
  /** When nothing is sent that nobody waits for; null: at any hour. */
  quietHours: QuietHours | null
  /** Customers who may be contacted outside their windows in 24 hours, unless Meta says that there may be more. */
  contacts: number
  /** Of prices and quotes: ISO 4217. */
  currency: string
  /** What a message of each category costs here, as Meta's price list has it; null: only counts are known. */
  prices: Prices | null
  /** A name that workshops of one business portfolio share; null: portfolios are told apart by their business accounts. */
  portfolio: string | null
}

/** Meta's price of a message by category (`utility`, `service` …), in one currency. */
export interface Prices {
  /** ISO 4217, such as `USD`. */
  currency: string
  byCategory: Record<string, number>
}

/** From `open` until before `close`, in minutes of the local day; those of a day are sorted and disjoint. */
export interface Window {
  open: number
  close: number
}

/** A bay or a mechanic: whoever has it, has it alone. */
export interface Resource {
  id: string
  name: string
  away: Away[]
}

/** From one local date to another, both included: all day, or only in the window, which is of one date. */
export interface Away {
  from: string
  to: string
  window: Window | null
}

/** How many vehicles are left, beside those whose owners wait. */
export interface DropOff {
  /** Most that arrive within one `step`. */
  arrivals: number
  /** Of the minutes that the mechanics have on a date, how many per cent can be promised to them. */
  load: number
}

export interface Service {
  id: string
  /** At most 24 characters: the title of a list's row. */
  title: string
  /** At most 72 characters with the price: the description of a list's row. */
  description: string | null
  /** The same in other languages, such as `pt`. */
  languages: Record<string, { title: string; description: string | null }>
  /** Of work. */
  minutes: number
  /** The vehicle is left: it has no bay of its own, but room among those that arrive and in the work of the day. */
  dropOff: boolean
  /** Over how many opening days the work at a vehicle that is left is spread. */
  days: number
  /** The work may begin before a break and go on after it. */
  mayCrossBreak: boolean
  /** Weekdays on which it is done, 0 is Sunday. */
  weekdays: number[]
  /** Most of it on one date; null: as many as there is room for. */
  daily: number | null
  /** What is booked is only asked for: the workshop accepts or declines it. */
  onRequest: boolean
  /** Minutes that its bay stays occupied after the work. */
  buffer: number
  /** Ids of the bays that can do it. */
  bays: string[]
  /** Ids of the mechanics who can do it; empty: it needs none. */
  mechanics: string[]
  /** As customers read it, after the description; a number is money in the workshop's currency. */
  price: string | number | null
  /** Months, and km, after which who wants to be told is told that it is due again; both null: nobody is. */
  recall: number | null
  recallKm: number | null
}

/** @throws {FileError} with a line for each thing to mend */
export function loadWorkshop(file: string): Workshop {
  return readYaml(file, workshopSchema)
}
