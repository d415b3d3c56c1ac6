import { chooseYourOwn, guideVerifyToken, type Settings } from '../settings.ts'
import type { WorkshopFile } from './files.ts'

/** What the number of a workshop needs to receive and to send, as the environment has it. */
export interface Credentials {
  workshop: string
  /** What is still missing, a sentence each: until it is there, nothing is sent. */
  missing: string[]
  verifyToken: string | undefined
  /** Signatures of any of them are taken; empty while none is known. */
  appSecrets: string[]
  accessToken: string | undefined
  phoneNumberId: string | undefined
  businessAccountId: string | undefined
}

/** Of the one workshop of the simple case. */
export function fromSettings(workshop: string, settings: Settings): Credentials {
  const { missing, verifyToken, appSecrets, accessToken, phoneNumberId, businessAccountId } = settings
  return { workshop, missing, verifyToken, appSecrets, accessToken, phoneNumberId, businessAccountId }
}

/** Of one of several workshops: what the variables that its file names have. */
export function fromFile({ file, workshop: { id }, number }: WorkshopFile, settings: Settings): Credentials {
  const { variable } = settings
  if (!number) {
    const missing = [`${file} has no number: write its ids and the names of its secrets there`]
    return { ...nothing, workshop: id, missing }
  }
  const { phoneNumberId, businessAccountId, appSecret, appSecretPrevious, accessToken } = number
  const secrets = [appSecret, appSecretPrevious].map((name) => name && variable(name))
  const verifyToken = number.verifyToken ? variable(number.verifyToken) : settings.verifyToken
  const missing = [appSecret, accessToken].filter((name) => variable(name) === undefined).map(notSet)
  if (number.verifyToken && verifyToken === undefined) missing.push(notSet(number.verifyToken))
  if (verifyToken === guideVerifyToken)
    missing.push(number.verifyToken ? known(number.verifyToken) : chooseYourOwn)
  return {
    workshop: id,
    missing,
    verifyToken,
    appSecrets: secrets.filter((each) => each !== undefined),
    accessToken: variable(accessToken),
    phoneNumberId,
    businessAccountId,
  }
}

const nothing: Omit<Credentials, 'workshop' | 'missing'> = {
  verifyToken: undefined,
  appSecrets: [],
  accessToken: undefined,
  phoneNumberId: undefined,
  businessAccountId: undefined,
}

/** Whether nothing of what its file names is there: a sandbox is where that is so of all workshops. */
export function isBare({ number }: WorkshopFile, { variable }: Settings): boolean {
  return !number || [number.appSecret, number.accessToken].every((name) => variable(name) === undefined)
}

function notSet(name: string): string {
  return `${name} is not set`
}

function known(name: string): string {
  return `${name} is the one of the guide that anyone knows: choose your own`
}
