import { frozen } from '../frozen.ts'

/**
 * A document and its version, from the database or as this node has written it; parsed when it is asked for. It is shared
 * with whoever else asks: what is to change is copied.
 */
export class Stored<T = unknown> {
  /** 0 when there is no such document. */
  readonly version: number
  #text: string | undefined
  #document: T | undefined
  readonly #isFrozen: boolean

  private constructor(version: number, { text, document, isFrozen }: Content<T>) {
    this.version = version
    this.#text = text
    this.#isFrozen = isFrozen
    this.#document = this.#kept(document)
  }

  /** `isFrozen`: whoever changes it in place hears of it. */
  static read<T>(version: number, text: string, isFrozen: boolean): Stored<T> {
    return new Stored<T>(version, { text, isFrozen })
  }

  static written<T>(version: number, document: T, isFrozen: boolean): Stored<T> {
    return new Stored<T>(version, { document, isFrozen })
  }

  static readonly missing = new Stored<never>(0, { isFrozen: false })

  get document(): T | undefined {
    if (this.#text !== undefined) {
      this.#document = this.#kept(JSON.parse(this.#text) as T)
      this.#text = undefined
    }
    return this.#document
  }

  #kept(document: T | undefined): T | undefined {
    return this.#isFrozen ? frozen(document) : document
  }
}

interface Content<T> {
  text?: string
  document?: T
  isFrozen: boolean
}
