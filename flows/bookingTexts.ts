import type { Offer, Reading, TextKey } from 'chasqui'
import type { Memory } from './bookingSetup.ts'

/** How a day that is in doubt is shown on a button. */
export const readingTexts: Record<Reading['by'], TextKey> = {
  hour: 'booking.optionReadingHour',
  day: 'booking.optionReadingDay',
  week: 'booking.optionReadingWeek',
  days: 'booking.optionReadingDays',
}

/** Where what was asked for is taken, or nothing is left at all. */
export function canWait(why: Memory['why'], slots: Offer[]): boolean {
  return why === 'full' || why === 'taken' || slots.length === 0
}

/** With which words places are offered. */
export function askSlot(why: Memory['why'], wasAsked: boolean): TextKey {
  const texts = {
    closed: 'booking.whyClosed',
    holiday: 'booking.whyHoliday',
    notThatDay: 'booking.whyNotThatDay',
    full: 'booking.whyFull',
    taken: 'booking.whyTaken',
    tooSoon: 'booking.whyTooSoon',
    past: 'booking.whyPast',
    beyondHorizon: 'booking.whyBeyondHorizon',
    notOnGrid: 'booking.whyNotOnGrid',
    outsideHours: 'booking.whyOutsideHours',
  } as const
  if (why) return texts[why]
  return wasAsked ? 'booking.askSlotAsked' : 'booking.askSlot'
}
