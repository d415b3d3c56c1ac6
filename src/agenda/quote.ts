import { localeOf } from './locale.ts'

/** What the workshop proposes to do at a vehicle, and what its customer said to it. A new one supersedes those before. */
export interface Quote {
  id: string
  /** ISO 8601. */
  at: string
  /** ISO 4217. */
  currency: string
  lines: QuoteLine[]
}

export interface QuoteLine {
  id: string
  title: string
  price: number
  /** Once it is there it is never changed. */
  answer?: QuoteAnswer
}

/** Who approved or declined a line, when, and what they had been shown: the message and its text, word for word. */
export interface QuoteAnswer {
  approved: boolean
  at: string
  by: { customer: string; phone: string | null; name: string | null }
  message: string | null
  text: string
}

/** Rows of a list beside "that is all". */
export const mostLines = 9
export const longestTitle = 40

export function isAnswered({ lines }: Quote): boolean {
  return lines.some(({ answer }) => answer !== undefined)
}

/** Added in hundredths, so that no fraction is lost. */
export function sumOf(lines: Pick<QuoteLine, 'price'>[]): number {
  return lines.reduce((sum, { price }) => sum + Math.round(price * 100), 0) / 100
}

/** As people write it where the language is spoken: "$ 3.500". */
export function money(amount: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  } as Intl.NumberFormatOptions)
  return format.format(amount).replace(/\s/g, ' ')
}
