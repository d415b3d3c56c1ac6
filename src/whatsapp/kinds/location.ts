import { z } from 'zod'
import { quoting, upTo, within } from '../limits.ts'

export type LocationBody = z.infer<typeof LocationBody>

/** A place on the map, in decimal degrees (WGS 84). */
export interface Place {
  latitude: number
  longitude: number
  name?: string | undefined
  address?: string | undefined
}

/** A place, which opens in the customer's map. */
export function location(place: Place): LocationBody {
  return within(LocationBody, { type: 'location', location: asLocation(place) })
}

/** Meta's API description has degrees as strings. */
export function asLocation({ latitude, longitude, name, address }: Place): z.infer<typeof Location> {
  return {
    latitude: String(latitude),
    longitude: String(longitude),
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  }
}

const degrees = (most: number) =>
  z
    .union([z.number(), z.string()], `degrees from -${most} to ${most}`)
    .refine(
      (value) => /^[+-]?\d+(\.\d+)?(e-\d+)?$/.test(String(value)) && Math.abs(Number(value)) <= most,
      `degrees from -${most} to ${most}`,
    )

export const Location = z.strictObject({
  latitude: degrees(90),
  longitude: degrees(180),
  // Meta names no limit; phones cut what is longer.
  name: upTo(1000).optional(),
  address: upTo(1000).optional(),
})

export const LocationBody = z.strictObject({ type: z.literal('location'), location: Location, ...quoting })
