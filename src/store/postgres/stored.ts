/** A document and its version, from the database or as this node has written it; parsed when it is asked for. */
export class Stored<T = unknown> {
  /** 0 when there is no such document. */
  readonly version: number
  #text: string | undefined
  #document: T | undefined

  private constructor(version: number, text: string | undefined, document: T | undefined) {
    this.version = version
    this.#text = text
    this.#document = document
  }

  static read<T>(version: number, text: string): Stored<T> {
    return new Stored<T>(version, text, undefined)
  }

  static written<T>(version: number, document: T): Stored<T> {
    return new Stored<T>(version, undefined, document)
  }

  static readonly missing = new Stored<never>(0, undefined, undefined)

  /** Shared with whoever else asks: what is to change is copied. */
  get document(): T | undefined {
    if (this.#text !== undefined) {
      this.#document = JSON.parse(this.#text) as T
      this.#text = undefined
    }
    return this.#document
  }
}
