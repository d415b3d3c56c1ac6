import { z } from 'zod'
import { afterwards } from '../../agenda/afterwards.ts'
import { statuses } from '../../agenda/appointment.ts'
import { readWorkshops, type WorkshopFiles } from '../../workshops/files.ts'
import { readYaml } from '../../yaml/yaml.ts'

/** A talk that was written down: what was heard, what was said, and what stands in the agenda at the end. */
export type Talk = z.infer<typeof talkSchema>
export type Step = Talk['talk'][number]
export type Said = NonNullable<Step['said']>[number]
export type Entry = Talk['agenda'][number]

/** @throws FileError with a line for each thing to mend */
export function readTalk(file: string): Talk {
  return readYaml(file, talkSchema)
}

/** The workshops of `flows/`, with what the talk has switched on. */
export function filesFor({ after, recall, onRequest, prices }: Talk, flows: string): WorkshopFiles {
  const { files, areMany } = readWorkshops(flows)
  return {
    areMany,
    files: files.map((file) => {
      const services = file.workshop.services.map((each) => ({
        ...each,
        recall: recall?.[each.id] ?? each.recall,
        onRequest: onRequest?.includes(each.id) ?? each.onRequest,
        price: prices?.[each.id] ?? each.price,
      }))
      return { ...file, workshop: { ...file.workshop, ...(after && { after }), services } }
    }),
  }
}

/** When something is in a talk. */
export const momentPattern = /^(next )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday) \d\d:\d\d$/

const moment = z
  .string()
  .regex(momentPattern, 'is no moment; write it like "tuesday 09:30" or "next monday 15:00"')

/** What the workshop said: its text, and what it offers to tap. */
const said = z
  .union([z.string(), z.strictObject({ text: z.string(), options: z.array(z.string()) })])
  .transform((words) => (typeof words === 'string' ? { text: words, options: [] } : words))

const acts = ['heard', 'tapped', 'sent', 'later', 'marked', 'quoted', 'floor'] as const

const step = z
  .strictObject({
    heard: z.string().optional(),
    tapped: z.string().optional(),
    sent: z.string().optional(),
    later: z.union([z.string().regex(/^P/), moment]).optional(),
    marked: z.enum(statuses).optional(),
    quoted: z.record(z.string(), z.number()).optional(),
    floor: z.enum(['human', 'bot']).optional(),
    from: z.string().optional(),
    said: z.array(said).optional(),
  })
  .refine((step) => acts.filter((act) => step[act] !== undefined).length === 1, {
    message: `is no step; write one of ${acts.join(', ')}, and what was said`,
  })

const entry = z.strictObject({
  service: z.string(),
  start: moment,
  vehicle: z.string().optional(),
  status: z.string(),
})

const talkSchema = z.strictObject({
  title: z.string(),
  now: moment.default('monday 09:30'),
  after: afterwards.optional(),
  recall: z.record(z.string(), z.int().min(1)).optional(),
  onRequest: z.array(z.string()).optional(),
  prices: z.record(z.string(), z.string()).optional(),
  talk: z.array(step).min(1),
  agenda: z.array(entry),
})
