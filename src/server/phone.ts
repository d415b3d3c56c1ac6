import { createRequire } from 'node:module'
import type * as Library from 'libphonenumber-js/min'
import { z } from 'zod'

const form = 'must be a phone with its country code, 8 to 15 digits such as 59899123456'

/** A phone as people write it. */
export const phone = z
  .string()
  .max(40, form)
  .regex(/^[+\d\s().-]*\d[+\d\s().-]*$/, form)
  .describe("With its country code, or as it is dialled in the workshop's country.")
  .meta({ examples: ['59899123456', '+598 99 123 456', '099 123 456'] })

/**
 * The digits of a phone with its country code, 8 to 15. Without one it is read as a phone of the country that the
 * workshop's zone is in, where that leaves no doubt.
 * @returns a sentence's end, where it is none or may be two
 */
export function dialled(said: string, zone: string): { digits: string } | { wrong: string } {
  const digits = said.replace(/\D/g, '')
  const given = /^[1-9]\d{7,14}$/.test(digits) ? { digits } : { wrong: form }
  if (said.trim().startsWith('+')) return given
  const country = countryOf(zone)
  const { parsePhoneNumberFromString } = library()
  const local = country && parsePhoneNumberFromString(digits, country)
  if (!local?.isValid() || local.number === `+${digits}`) return given
  const isForeign = !digits.startsWith('0') && parsePhoneNumberFromString(`+${digits}`)?.isValid()
  if (isForeign || writtenOtherwise.has(country!)) return { wrong: `${form}; begin with + and that code` }
  return { digits: local.number.slice(1) }
}

/** On WhatsApp mobile phones of these have another digit behind the country code than where they are dialled at home. */
const writtenOtherwise = new Set<Library.CountryCode>(['AR', 'MX'])

const countries = new Map<string, Library.CountryCode | undefined>()

/** Undefined where a zone is in no country, or in several. */
function countryOf(zone: string): Library.CountryCode | undefined {
  if (!countries.has(zone)) {
    const wanted = canonical(zone)
    const found = library()
      .getCountries()
      .filter((each) => zonesOf(each).includes(wanted))
    countries.set(zone, found.length === 1 ? found[0] : undefined)
  }
  return countries.get(zone)
}

function zonesOf(country: Library.CountryCode): string[] {
  // Newer engines have a method in place of the property.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    timeZones?: string[]
    getTimeZones?: () => string[] | undefined
  }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

/** A zone has several names; of a country only one of them is told. */
function canonical(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

/** A hundred files, which a server would wait for as it starts, and most of whose days need none of them. */
function library(): typeof Library {
  return createRequire(import.meta.url)('libphonenumber-js/min')
}
