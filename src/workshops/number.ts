import { z } from 'zod'

/** The number of one of several workshops: Meta's ids, and under which names the environment has its secrets. */
export interface WorkshopNumber {
  phoneNumberId: string
  businessAccountId: string
  appSecret: string
  /** The secret before that one, while it is being changed. */
  appSecretPrevious?: string | undefined
  accessToken: string
  /** For the handshake; without it the one of all, `WHATSAPP_VERIFY_TOKEN`. */
  verifyToken?: string | undefined
  /** Where its own system is told what happens, and what that is signed with; without them it is not. */
  eventsUrl?: string | undefined
  eventsSecret?: string | undefined
}

// No sentence repeats what was written: it may be the secret itself.
const name = 'the name of a variable of the environment (or .env), in capitals, like NORTE_APP_SECRET'
const variable = z.custom<string>(isName, {
  error: ({ input }) =>
    input === undefined
      ? `is missing; write ${name}`
      : `is not a name; put the secret itself into .env, and write here ${name}`,
})

const notAnId = 'is not an id; write the one that Meta shows, digits only'

/** Meta's ids may be longer than what a number of YAML holds for sure. */
const metaId = z.preprocess(
  (written) => (Number.isSafeInteger(written) ? String(written) : written),
  z
    .string({
      error: ({ input }) => {
        if (typeof input === 'number') return 'is too long for a number; put it in quotes'
        return input === undefined ? 'is missing; write the id that Meta shows' : notAnId
      },
    })
    .regex(/^\d+$/, { error: notAnId }),
)

export const numberSchema: z.ZodType<WorkshopNumber> = z.strictObject(
  {
    phoneNumberId: metaId,
    businessAccountId: metaId,
    appSecret: variable,
    appSecretPrevious: variable.optional(),
    accessToken: variable,
    verifyToken: variable.optional(),
    eventsUrl: variable.optional(),
    eventsSecret: variable.optional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'is not a group of keys; write phoneNumberId, businessAccountId, appSecret and accessToken below it'
        : undefined,
  },
)

/** Secrets have small letters, or are long and of one piece; names of variables are neither. */
function isName(written: unknown): boolean {
  if (typeof written !== 'string' || !/^[A-Z][A-Z0-9_]*$/.test(written)) return false
  return written.includes('_') || written.length < 24
}
