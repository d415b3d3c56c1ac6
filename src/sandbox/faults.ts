import { z } from 'zod'
import { readDuration } from './duration.ts'
import { InvalidRequestError } from './refusal.ts'

/**
 * What goes wrong on purpose, for the next so many times:
 *
 * - `send`: Graph's answer to a message: an error (`code`), an answer without a body (`status`), none at all (`lose`: the
 *   `request` before it was read, or the `answer` after the message was taken), a late one (`delay`); or it is taken, and a
 *   status says later that it failed (`fail`)
 * - `status`: how far a message came: some are never told (`miss`), told `twice`, in the wrong order (`reversed`), or `late`
 * - `webhook`: what a customer writes: brought `twice`, after what they write next (`reversed`), or `late`
 */
export type Fault = z.infer<typeof fault> & { id: number; left: number | null }

/** The faults that are still to happen. They are gone when the sandbox ends. */
export class Faults {
  #all: Fault[] = []
  #last = 0

  /** Throws `InvalidRequestError` where it cannot be done as it stands. */
  add(asked: unknown): Fault {
    const { success, data, error } = fault.safeParse(asked ?? {})
    if (!success) {
      const issue = error.issues[0]!
      throw new InvalidRequestError(issue.path.join('.') || 'on', issue.message)
    }
    const { on, phone, times, ...happens } = data
    const named = Object.keys(happens).filter((each) => happens[each as keyof typeof happens] !== undefined)
    const strange = named.find((each) => !ways[on].includes(each))
    if (strange !== undefined || named.length !== 1)
      throw new InvalidRequestError(strange ?? 'on', `Of ${on} give exactly one of: ${ways[on].join(', ')}.`)
    const made = { ...data, id: ++this.#last, left: times === 'always' ? null : times }
    this.#all.push(made)
    return made
  }

  get all(): Fault[] {
    return this.#all
  }

  clear(): void {
    this.#all = []
  }

  /** The fault that happens now to something of this phone, if one does: it happens once less from now on. */
  take(on: Fault['on'], phone: string): Fault | undefined {
    const found = this.#all.find((each) => each.on === on && (each.phone ?? phone) === phone)
    if (!found || found.left === null) return found
    found.left--
    if (found.left === 0) this.#all = this.#all.filter((each) => each !== found)
    return found
  }
}

const ways: Record<Fault['on'], string[]> = {
  send: ['code', 'status', 'lose', 'delay', 'fail'],
  status: ['miss', 'twice', 'reversed', 'late'],
  webhook: ['twice', 'reversed', 'late'],
}

const code = z.int('must be one of Meta’s codes, such as 131056').min(0).max(99_999_999)
const duration = z.string().transform((written, context) => {
  try {
    return readDuration(written)
  } catch {
    context.issues.push({ code: 'custom', message: 'must be like PT5S or PT10M', input: written })
    return z.NEVER
  }
})

const fault = z.strictObject({
  on: z.enum(['send', 'status', 'webhook'], 'must be send, status or webhook'),
  phone: z
    .string()
    .regex(/^\d{8,15}$/, 'must be 8 to 15 digits, with country code')
    .optional(),
  times: z
    .union([z.int().min(1).max(1_000_000), z.literal('always')], 'must be a number from 1 on, or "always"')
    .default(1),
  code: code.optional(),
  status: z.int().min(400).max(599).optional(),
  lose: z.enum(['request', 'answer'], 'must be request or answer').optional(),
  delay: duration.refine((ms) => ms <= 60_000, 'must be PT60S at most: it is waited for really').optional(),
  fail: code.optional(),
  miss: z
    .array(z.enum(['sent', 'delivered', 'read', 'failed']))
    .min(1)
    .optional(),
  twice: z.literal(true, 'can only be true').optional(),
  reversed: z.literal(true, 'can only be true').optional(),
  late: duration.optional(),
})
