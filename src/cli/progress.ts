import { SingleBar } from 'cli-progress'

/** Shows on a terminal how far long work has come; elsewhere nothing, and never on standard output. */
export class Progress {
  readonly #bar: SingleBar | undefined

  constructor(title: string, total: number) {
    if (!process.stderr.isTTY) return
    const format = `${title} {bar} {percentage}%, about {eta_formatted} left`
    this.#bar = new SingleBar({
      format,
      barsize: 24,
      etaBuffer: 200,
      hideCursor: true,
      clearOnComplete: true,
    })
    this.#bar.start(total, 0)
  }

  step(by = 1): void {
    this.#bar?.increment(by)
  }

  /** Prints a line on standard output, where the bar does not stand in its way. */
  print(line: string): void {
    if (this.#bar) process.stderr.write('\r\u001b[K')
    console.log(line)
  }

  stop(): void {
    this.#bar?.stop()
  }
}
