import { z } from 'zod'
import { statuses } from '../agenda/appointment.ts'

/** A line of an exported store. The first one is `chasqui`, the last one `end`: a file that was cut off is seen. */
export type StoredRecord = z.infer<typeof schema>

/** Reads one line. @throws an Error that says what is wrong with it */
export function readRecord(line: string): StoredRecord {
  const record = parse(line)
  const { success, error } = schema.safeParse(record)
  // As it was read, not as it was checked: the order of its fields stays.
  if (success) return record as StoredRecord
  const [issue] = error.issues
  throw new Error(`${issue?.path.join('.') || 'it'}: ${issue?.message}`)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new Error('it is not JSON', { cause })
  }
}

const id = z.string().min(1)
const instant = z.number()
const count = z.int().min(1)
const date = z.iso.datetime({ offset: true })

/** Only what the store itself must know is checked, and the rest kept as it is. */
const conversation = z.looseObject({
  workshop: id,
  key: id,
  aliases: z.array(id),
  dueAt: instant.nullable(),
})

const message = z.looseObject({ id, number: count, wamid: id.optional() })

const quote = z.object({
  id,
  at: date,
  currency: id,
  lines: z.array(
    z.object({
      id,
      title: id,
      price: z.number(),
      answer: z
        .object({
          approved: z.boolean(),
          at: date,
          by: z.object({ customer: id, phone: z.string().nullable(), name: z.string().nullable() }),
          message: id.nullable(),
          text: z.string(),
        })
        .exactOptional(),
    }),
  ),
})

const appointment = z.looseObject({
  id,
  workshop: id,
  customer: id,
  phone: z.string().nullable(),
  name: z.string().nullable(),
  service: id,
  vehicle: z.string().nullable(),
  bays: z.array(id),
  mechanics: z.array(id).exactOptional(),
  start: date,
  end: date,
  busyUntil: date,
  status: z.enum([...statuses, 'waiting', 'blocked']),
  toCall: z.enum(['undelivered', 'unanswered', 'limit']).exactOptional(),
  lateBy: count.exactOptional(),
  saidLate: z.literal(true).exactOptional(),
  calledOff: z.literal(true).exactOptional(),
  rating: z
    .object({ stars: z.int().min(1).max(5), at: date, comment: z.string().exactOptional() })
    .exactOptional(),
  quotes: z.array(quote).exactOptional(),
  toldReadyAt: date.exactOptional(),
  blocks: z
    .object({
      id,
      workshop: id,
      bays: z.array(id),
      mechanics: z.array(id),
      all: z.boolean(),
      from: date,
      to: date,
      reason: z.string().nullable(),
    })
    .exactOptional(),
  media: z.array(id).exactOptional(),
})

const entry = z.looseObject({ id, at: instant, kind: id, reason: z.string(), raw: z.unknown() })

/** `counts`: how many customers were contacted in each tenth of an hour since 1970; `waiting`: who found no room. */
const contacts = z.object({
  most: z.int().nullable().optional(),
  counts: z.array(z.tuple([z.int(), count])),
  waiting: z.array(z.tuple([instant, id])).optional(),
})

const schema = z.discriminatedUnion('record', [
  z.object({ record: z.literal('chasqui'), version: count }),
  z.object({ record: z.literal('conversation'), conversation }),
  z.object({ record: z.literal('message'), workshop: id, key: id, message }),
  z.object({ record: z.literal('appointment'), appointment }),
  /** `day` of the message's own timestamp, in days since 1970. */
  z.object({ record: z.literal('seen'), workshop: id, key: id, id, day: z.int(), arrivedAt: instant }),
  z.object({ record: z.literal('entry'), entry }),
  z.object({ record: z.literal('contacts'), portfolio: id, contacts }),
  z.object({ record: z.literal('end'), records: z.int() }),
])
