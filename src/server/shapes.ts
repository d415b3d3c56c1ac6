import { z } from 'zod'
import { statuses } from '../agenda/appointment.ts'

/** What the API answers, as its document tells it; tests judge real answers by it. */

const time = z.iso.datetime({ offset: true }).describe("ISO 8601 with the workshop's offset.")

export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The `cursor` of the next page; null on the last one.'),
  })
}

export const quote = z
  .object({
    id: z.string(),
    at: time,
    currency: z.string(),
    lines: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        price: z.number(),
        answer: z
          .object({
            approved: z.boolean(),
            at: time,
            by: z.object({
              customer: z.string(),
              phone: z.string().nullable(),
              name: z.string().nullable(),
            }),
            message: z.string().nullable().describe('The message that was shown.'),
            text: z.string().describe('Its text, word for word.'),
          })
          .optional()
          .describe('Never changed.'),
      }),
    ),
  })
  .meta({ id: 'Quote' })

export const appointment = z
  .object({
    id: z.string(),
    workshop: z.string(),
    customer: z.string().describe('Our key of the customer.'),
    phone: z.string().nullable(),
    name: z.string().nullable(),
    service: z.string().describe('The id of a service of the workshop.'),
    vehicle: z.string().nullable(),
    note: z.string().optional(),
    media: z.array(z.string()).optional().describe('Ids of messages that brought files: `/media/{id}`.'),
    bays: z.array(z.string()).describe('Ids of the bays that it occupies.'),
    mechanics: z.array(z.string()).optional(),
    labour: z
      .record(z.string(), z.number())
      .optional()
      .describe('Of a vehicle that is left: minutes of work by date.'),
    start: time,
    end: time,
    busyUntil: time,
    status: z.enum(statuses),
    toCall: z.enum(['undelivered', 'unanswered']).optional().describe('Why somebody has to call.'),
    lateBy: z.number().optional().describe('By how many minutes they said that they come later.'),
    saidLate: z.literal(true).optional().describe('They wrote that they come later.'),
    calledOff: z
      .literal(true)
      .optional()
      .describe('They wrote that they do not come, too close to it to cancel it.'),
    rating: z
      .object({ stars: z.number().describe('1 to 5.'), at: time, comment: z.string().optional() })
      .optional()
      .describe('How the customer found it.'),
    quotes: z.array(quote).optional().describe('The last one counts.'),
    toldReadyAt: time.optional().describe('When the customer was told that the vehicle is ready.'),
    heldUntil: time.optional(),
    movedTo: z.string().optional(),
    movedFrom: z.string().optional(),
    offeredTo: z.string().optional(),
  })
  .meta({ id: 'Appointment' })

const error = z.object({
  code: z.string().describe('What a program tells it by.'),
  message: z.string().describe('A sentence: what is wrong, and what to do.'),
  field: z.string().optional().describe('What of the request is wrong.'),
})

export const refusal = z.object({ error }).meta({ id: 'Refusal' })

export const absence = z
  .object({
    id: z.string(),
    workshop: z.string(),
    bays: z.array(z.string()),
    mechanics: z.array(z.string()),
    all: z.boolean().describe('The whole workshop is closed.'),
    from: time,
    to: time,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Absence' })

/** `appointments` only where there are any. */
export const occupied = z
  .object({ error, appointments: z.array(appointment).optional() })
  .meta({ id: 'Occupied' })

const place = z.object({ start: time, end: time })

export const slot = place.meta({ id: 'Slot' })

export const day = z
  .object({
    date: z.string(),
    hours: z.array(z.object({ open: z.number(), close: z.number() })).describe('Minutes of the day.'),
    closed: z.enum(['closed', 'holiday']).nullable().describe('Why it is not open, if it is not.'),
    reason: z.string().nullable().describe('What day it is, if it is no common one.'),
  })
  .meta({ id: 'Day' })

export const slotTaken = z
  .object({
    error,
    alternatives: z.array(place).optional().describe('With `slotTaken`: the nearest places that are free.'),
  })
  .meta({ id: 'SlotTaken' })

const attention = z.enum(['bot', 'human']).describe('Who has the floor.')

const summary = {
  customer: z.string(),
  phone: z.string().nullable(),
  name: z.string().nullable(),
  attention,
  attendedAt: time.optional().describe('Since when a person has the floor.'),
  about: z.string().optional().describe('The appointment that a person was called about.'),
  talk: z.array(z.object({ flow: z.string(), state: z.string() })).describe('The running flows.'),
  window: time.nullable().describe('Until when free-form messages may be sent.'),
}

const outboundState = z.enum([
  'owed',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'blocked',
])

const understood = z.object({
  intent: z.string().nullable(),
  when: z.array(
    z.object({ start: time, end: time.nullable(), kind: z.string(), not: z.literal(true).optional() }),
  ),
  service: z.string().nullable(),
  plate: z.string().nullable(),
})

export const transcriptMessage = z
  .object({
    id: z.string(),
    from: z.enum(['customer', 'bot', 'human']),
    at: time,
    type: z.string(),
    text: z.string(),
    media: z
      .object({
        id: z.string(),
        mime: z.string().optional(),
        sha256: z.string().optional(),
        filename: z.string().optional(),
        voice: z.literal(true).optional(),
        state: z.enum(['owed', 'kept', 'failed']),
        size: z.number().optional(),
        reason: z.string().optional(),
      })
      .optional(),
    status: outboundState.optional(),
    reason: z.string().optional().describe('Why it failed, was blocked or waits.'),
    about: z.string().optional().describe('Of a reminder: the id of the appointment.'),
    pricing: z
      .object({
        category: z.string(),
        type: z.string().optional(),
        model: z.string().optional(),
        billable: z.boolean().optional(),
        origin: z.string().optional(),
      })
      .optional()
      .describe('What Meta says that it costs, if it arrives.'),
    understood: understood.optional().describe('With `understood=true`, of what a customer wrote.'),
    cause: z
      .object({ flow: z.string(), state: z.string() })
      .optional()
      .describe('What of the flows said it.'),
    editedAt: time.optional(),
    revokedAt: time.optional(),
  })
  .meta({ id: 'TranscriptMessage' })

export const conversationSummary = z
  .object({
    ...summary,
    last: transcriptMessage
      .nullable()
      .optional()
      .describe('With `recent` or `search`: what a person said last, or the bot if nobody did.'),
  })
  .meta({ id: 'ConversationSummary' })

export const conversation = z
  .object({
    ...summary,
    messages: z.array(transcriptMessage).describe('Oldest first; of several pages, the last ones first.'),
    next: z
      .string()
      .nullable()
      .describe('The `cursor` of the page of those before; null when there are none.'),
  })
  .meta({ id: 'Conversation' })

export const floor = z.object({ customer: z.string(), attention }).meta({ id: 'Floor' })

export const owed = z.object({ id: z.string(), state: outboundState }).meta({ id: 'OwedMessage' })

export const message = z
  .object({
    id: z.string(),
    state: outboundState,
    reason: z.string().optional().describe('Why it failed, was blocked or waits.'),
    wamid: z.string().optional().describe("Meta's id."),
    at: z.partialRecord(outboundState, time).describe('When it reached each state.'),
  })
  .meta({ id: 'Message' })

export const troubledMessage = z
  .object({
    id: z.string(),
    customer: z.string(),
    phone: z.string().nullable(),
    name: z.string().nullable(),
    from: z.enum(['bot', 'human']),
    at: time,
    type: z.string(),
    text: z.string(),
    state: z.enum(['failed', 'blocked']),
    reason: z.string().optional().describe('Why, in words for the workshop.'),
  })
  .meta({ id: 'TroubledMessage' })

export const workshopSummary = z
  .object({ id: z.string(), name: z.string(), zone: z.string() })
  .meta({ id: 'WorkshopSummary' })

const away = z.object({
  from: z.string(),
  to: z.string(),
  window: z.object({ open: z.number(), close: z.number() }).nullable(),
})

const resource = z.object({ id: z.string(), name: z.string(), away: z.array(away) })

const service = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  languages: z
    .record(z.string(), z.object({ title: z.string(), description: z.string().nullable() }))
    .describe('The same in other languages.'),
  minutes: z.number(),
  buffer: z.number(),
  bays: z.array(z.string()),
  mechanics: z.array(z.string()),
  dropOff: z.boolean(),
  days: z.number(),
  mayCrossBreak: z.boolean(),
  weekdays: z.array(z.number()).describe('0 is Sunday.'),
  daily: z.number().nullable(),
  onRequest: z.boolean(),
  price: z
    .union([z.string(), z.number()])
    .nullable()
    .describe('A number is money in the workshop’s currency.'),
  recall: z.int().nullable().describe('Months after which it is due again.'),
  recallKm: z.int().nullable(),
})

export const workshop = z
  .object({
    id: z.string(),
    name: z.string(),
    zone: z.string(),
    bays: z.array(resource),
    mechanics: z.array(resource),
    services: z.array(service),
    hours: z
      .array(z.array(z.object({ open: z.number(), close: z.number() })))
      .describe('Of each weekday, Sunday first; minutes of the day.'),
    step: z.number().describe('Minutes between two starts.'),
    steps: z
      .record(z.string(), z.array(z.enum(statuses)))
      .describe('From each status of an appointment, those that may follow.'),
  })
  .meta({ id: 'Workshop' })

const sum = {
  billed: z.number(),
  free: z.number(),
  money: z.number().optional().describe('Where the prices of all that is billed are known.'),
}

export const costs = z
  .object({
    items: z.array(z.object({ name: z.string(), ...sum })),
    total: z.object(sum).describe('Of all pages.'),
    currency: z.string().nullable(),
    next: z.string().nullable(),
  })
  .meta({ id: 'Costs' })

export const ratings = z
  .object({
    count: z.number(),
    average: z.number().nullable(),
    stars: z.record(z.string(), z.number()).describe('How many, by stars: `1` to `5`.'),
  })
  .meta({ id: 'Ratings' })

export const standing = z
  .object({
    name: z.string(),
    language: z.string(),
    status: z.string().describe('Of Meta, in lower case; `missing` where Meta has none.'),
    reason: z.string().optional(),
    differs: z.array(z.string()),
    isInFile: z.boolean(),
  })
  .meta({ id: 'TemplateStanding' })

export const pushed = z
  .object({
    name: z.string(),
    language: z.string(),
    did: z.enum(['created', 'edited', 'nothing', 'failed']),
    why: z.string(),
  })
  .meta({ id: 'PushedTemplate' })

export const uploaded = z
  .object({ id: z.string(), reused: z.boolean(), type: z.string(), filename: z.string() })
  .meta({ id: 'UploadedFile' })

const deadLetterFields = {
  id: z.string(),
  at: time,
  reason: z.string(),
  workshop: z.string().optional(),
  customer: z.string().optional(),
}

export const listedDeadLetter = z.object(deadLetterFields).meta({ id: 'ListedDeadLetter' })

export const deadLetter = z
  .object({ ...deadLetterFields, raw: z.unknown().describe('As it came.') })
  .meta({ id: 'DeadLetter' })

export const handled = z.object({ id: z.string(), handled: z.literal(true) }).meta({ id: 'Handled' })

export const exported = z
  .object({
    customer: z.string(),
    workshop: z.object({ id: z.string(), name: z.string() }),
    name: z.string().nullable(),
    saidName: z.string().nullable(),
    phone: z.string().nullable(),
    userId: z.string().nullable(),
    knownBy: z.array(z.string()),
    language: z.string().nullable(),
    vehicles: z.array(z.string()),
    optedOut: z.boolean(),
    noMarketing: z.boolean(),
    lastHeardAt: time.nullable(),
    notice: z.object({ text: z.string(), at: time, message: z.string() }).optional(),
    consent: consent().optional(),
    recalls: z
      .array(z.object({ appointment: z.string(), service: z.string(), vehicle: z.string(), at: time }))
      .describe('What is told when it is due again, with a consent only.'),
    kilometres: z.array(z.object({ vehicle: z.string().nullable(), kilometres: z.number(), at: time })),
    appointments: z.array(z.union([appointment, wish()])),
    messages: z.array(transcriptMessage),
  })
  .meta({ id: 'CustomerExport' })

/** What a customer was asked, and answered, of being told when a work is due again. */
function consent() {
  const answer = z.object({
    isGiven: z.boolean(),
    at: time,
    how: z.enum(['tapped', 'wrote']),
    message: z.string(),
  })
  return z
    .object({
      isGiven: z.boolean().describe('Whether it counts now.'),
      asked: z.object({ text: z.string(), at: time, message: z.string() }),
      answers: z.array(answer).describe('The last one counts.'),
      without: z.array(z.string()).describe('Vehicles of which they do not want to be told.'),
    })
    .meta({ id: 'Consent' })
}

/** What somebody waits for, which is told to nobody but themselves. */
function wish() {
  return appointment
    .extend({ status: z.literal('waiting'), waits: z.record(z.string(), z.unknown()).optional() })
    .meta({ id: 'AwaitedPlace' })
}
