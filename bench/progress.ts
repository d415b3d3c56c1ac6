import { SingleBar } from 'cli-progress'

/** Shows how far long work has come: a bar on a terminal, else a line per step that has something to say. */
export class Progress {
  readonly #total: number
  readonly #bar: SingleBar | undefined
  #done = 0

  constructor(total: number, title: string) {
    this.#total = total
    if (!process.stdout.isTTY) {
      console.log(title)
      return
    }
    const format = `${title} {bar} {percentage}%, about {eta_formatted} left · {label}`
    this.#bar = new SingleBar({ format, barsize: 24, etaBuffer: 20, hideCursor: true })
    this.#bar.start(total, 0, { label: '' })
  }

  /** So much of the total is done; `label` says what was. */
  reach(done: number, label?: string): void {
    this.#done = done
    if (this.#bar) this.#bar.update(done, { label: label ?? '' })
    else if (label) console.log(`[${done}/${this.#total}] ${label}`)
  }

  step(label: string): void {
    this.reach(this.#done + 1, label)
  }

  stop(): void {
    this.#bar?.stop()
  }
}
