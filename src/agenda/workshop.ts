import { readYaml } from '../yaml/yaml.ts'
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
  bays: Bay[]
  services: Service[]
  /** Minutes between two starts of the grid, counted from the opening of each window. */
  step: number
  /** Least minutes between booking and start. */
  lead: number
  /** Local days that can be booked after today. */
  horizon: number
  /** Minutes that a choice keeps its place while the customer decides. */
  hold: number
  /** Seconds a customer must be quiet before what they wrote is answered; 0: at once. */
  burst: number
  /** Hours between the reminder and the appointment. */
  reminder: number
  /** When nothing is sent that nobody waits for; null: at any hour. */
  quietHours: QuietHours | null
  /** Customers who may be contacted outside their windows in 24 hours, unless Meta says that there may be more. */
  contacts: number
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

export interface Bay {
  id: string
  name: string
}

export interface Service {
  id: string
  /** At most 24 characters: the title of a list's row. */
  title: string
  /** At most 72 characters with the price: the description of a list's row. */
  description: string | null
  /** Of work. */
  minutes: number
  /** Minutes that its bay stays occupied after the work. */
  buffer: number
  /** Ids of the bays that can do it. */
  bays: string[]
  /** As customers read it, after the description. */
  price: string | null
}

/** @throws {FileError} with a line for each thing to mend */
export function loadWorkshop(file: string): Workshop {
  return readYaml(file, workshopSchema)
}
