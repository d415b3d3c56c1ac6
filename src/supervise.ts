import { type ChildProcess, fork } from 'node:child_process'

/** Exit by a signal that nobody catches: the plug was pulled. */
const pulled = 'SIGKILL'

/**
 * Runs this same program as a child and starts it again when it was killed: what the sandbox's "pull the plug" needs.
 * Ends when the child ends by itself, and ends it when it is told to end.
 */
export function supervise(): void {
  let child = start()
  let isEnding = false
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isEnding ||= signal !== 'SIGHUP'
      child.kill(signal)
    })
  }

  function start(): ChildProcess {
    const started = fork(process.argv[1]!, process.argv.slice(2))
    started.on('exit', (code, signal) => {
      if (signal === pulled && !isEnding) child = start()
      else process.exit(code ?? 1)
    })
    return started
  }
}
