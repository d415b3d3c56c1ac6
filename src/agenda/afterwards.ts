import { z } from 'zod'
import { minutes } from './schemaParts.ts'

/** What customers are told after their appointment; null: nothing. */
export interface Afterwards {
  /** Minutes after the workshop says that the vehicle is ready. */
  ready: number | null
  /** Minutes after the workshop says that the customer did not come: whether they want another hour. */
  noShow: number | null
  /** Hours after the vehicle was handed back, and then in opening hours: how it was. */
  rating: number | null
  /** Whether that is asked outside the window, too, by a template. */
  ratingTemplate: boolean
}

/**
 * A file that says nothing of it asks for nothing of it: each of these is a message more, and since October 2026 Meta
 * charges for those inside the window, too.
 */
export const afterwards = z.strictObject({
  ready: minutes(0, 1440).nullable().default(null),
  noShow: minutes(0, 1440).nullable().default(null),
  rating: z.int().min(0).max(168).nullable().default(null),
  ratingTemplate: z.boolean().default(false),
})

/** Of a file that does not speak of it. */
export const nothingAfterwards: Afterwards = {
  ready: null,
  noShow: null,
  rating: null,
  ratingTemplate: false,
}
