import { guideVerifyToken, type Settings } from '../settings.ts'
import { type Credentials, fromFile, fromSettings, isBare } from './credentials.ts'
import type { WorkshopFile, WorkshopFiles } from './files.ts'
import { stageCredentials } from './stage.ts'

/** The mode in which workshops run: the sandbox, where none of them has any credential; else each waits or is live. */
export function modeOf({ files, areMany }: WorkshopFiles, settings: Settings): Settings['mode'] {
  if (!areMany) return settings.mode
  return files.every((each) => isBare(each, settings)) ? 'sandbox' : 'live'
}

/** The numbers of all workshops with the secrets that are in force, and whose secret it takes to hear a webhook. */
export class Numbers {
  readonly areMany: boolean
  readonly mode: Settings['mode']
  readonly #files: WorkshopFile[]
  #ownWord: string[] = []
  #byWorkshop = new Map<string, Credentials>()
  /** Several workshops may have their numbers in one account. */
  #byAccount = new Map<string, Credentials[]>()

  constructor(read: WorkshopFiles, settings: Settings) {
    this.#files = read.files
    this.areMany = read.areMany
    this.mode = modeOf(read, settings)
    this.#read(settings)
  }

  /** Takes new tokens and secrets in place of the present ones. A sandbox, and a number, stay until the next start. */
  apply(settings: Settings): void {
    const [first] = this.all
    if (this.mode === 'sandbox' || !first) return
    const { phoneNumberId, businessAccountId } = first
    this.#read(this.areMany ? settings : { ...settings, phoneNumberId, businessAccountId })
  }

  /** @throws when there is no such workshop */
  of(workshop: string): Credentials {
    const found = this.#byWorkshop.get(workshop)
    if (!found) throw new Error(`There is no workshop '${workshop}'`)
    return found
  }

  has(workshop: string): boolean {
    return this.#byWorkshop.has(workshop)
  }

  get all(): Credentials[] {
    return [...this.#byWorkshop.values()]
  }

  /** What the handshake takes: at the URL of one workshop that one's, else anyone's. */
  verifyTokens(workshop: string | undefined): string[] {
    const asked = workshop === undefined ? this.all : this.named(workshop)
    const tokens = asked.flatMap(({ verifyToken }) => verifyToken ?? [])
    return workshop === undefined ? [...this.#ownWord, ...tokens] : tokens
  }

  /** Whose secret may have signed what comes to the URL of one workshop; without one, in the simple case, the only one's. */
  named(workshop: string | undefined): Credentials[] {
    const found = workshop === undefined ? this.all[0] : this.#byWorkshop.get(workshop)
    return found ? [found] : []
  }

  /** Whose secret may have signed what is about these business accounts: nobody's, if they are not all of one. */
  owning(accounts: string[]): Credentials[] {
    const [account = '', ...others] = new Set(accounts)
    return others.length === 0 ? (this.#byAccount.get(account) ?? []) : []
  }

  #read(settings: Settings): void {
    this.#ownWord = settings.verifyToken === guideVerifyToken ? [] : [settings.verifyToken]
    const all = this.#files.map((each, place) => this.#credentials(each, place, settings))
    this.#byWorkshop = new Map(all.map((each) => [each.workshop, each]))
    this.#byAccount = new Map()
    for (const each of all) {
      if (each.businessAccountId === undefined) continue
      const owners = this.#byAccount.get(each.businessAccountId) ?? []
      this.#byAccount.set(each.businessAccountId, [...owners, each])
    }
  }

  #credentials(file: WorkshopFile, place: number, settings: Settings): Credentials {
    const { workshop, number } = file
    const { id } = workshop
    if (this.mode === 'sandbox') return stageCredentials(id, number, place, settings.verifyToken)
    if (!this.areMany) return fromSettings(id, settings)
    return fromFile(file, settings)
  }
}
