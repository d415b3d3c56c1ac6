import type pg from 'pg'
import type { Statement } from './database.ts'

/** A statement to be run, and who waits for its rows. */
export interface Item {
  statement: Statement
  values: unknown[]
  done: (rows: Record<string, unknown>[]) => void
  failed: (error: unknown) => void
}

/** How a prepared statement's rows are read. */
export interface Shape {
  names: string[]
  read: ((text: string) => unknown)[]
}

/** How a group came to its end. `at`: at which statement it failed; all of them had been run when it is their number. */
export type Outcome = { rows: Record<string, unknown>[][] } | { error: Error; at: number }

/**
 * Statements that travel together, run as one transaction and are answered together: one way there and back and one
 * commit for all of them. What node-postgres calls a submittable. Each statement must give rows.
 */
export class Group {
  readonly outcome: Promise<Outcome>
  readonly #items: Item[]
  readonly #shapes: Map<string, Shape>
  readonly #rows: Record<string, unknown>[][]
  #at = 0
  #end: (outcome: Outcome) => void = () => {}

  /** @param shapes of the statements that this connection has prepared; those that are new are added */
  constructor(items: Item[], shapes: Map<string, Shape>) {
    this.#items = items
    this.#shapes = shapes
    this.#rows = items.map(() => [])
    this.outcome = new Promise((resolve) => {
      this.#end = resolve
    })
  }

  submit(connection: pg.Connection): void {
    const preparing = new Set<string>()
    connection.stream.cork()
    for (const { statement, values } of this.#items) {
      const { name, text } = statement
      if (!this.#shapes.has(name) && !preparing.has(name)) {
        preparing.add(name)
        connection.parse({ name, text, types: [] }, true)
        connection.describe({ type: 'S', name }, true)
      }
      connection.bind({ statement: name, values: values.map(asText) }, true)
      connection.execute({}, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#shapes.set(this.#items[this.#at]!.statement.name, {
      names: fields.map(({ name }) => name),
      read: fields.map(({ dataTypeID }) => readers[dataTypeID] ?? String),
    })
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { names, read } = this.#shapes.get(this.#items[this.#at]!.statement.name)!
    const row: Record<string, unknown> = {}
    for (let index = 0; index < names.length; index++) {
      const text = fields[index]!
      row[names[index]!] = text === null ? null : read[index]!(text)
    }
    this.#rows[this.#at]!.push(row)
  }

  handleCommandComplete(): void {
    this.#at++
  }

  handleReadyForQuery(): void {
    this.#end({ rows: this.#rows })
  }

  handleError(error: Error): void {
    this.#end({ error, at: this.#at })
  }
}

/** PostgreSQL's own numbers for its types. */
const readers: Record<number, (text: string) => unknown> = {
  16: (text) => text === 't',
  20: Number,
  23: Number,
}

/** A value as PostgreSQL reads it from text. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return `{${value.map(asElement).join(',')}}`
  return String(value)
}

function asElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number') return String(value)
  return `"${String(value).replace(/["\\]/g, '\\$&')}"`
}
