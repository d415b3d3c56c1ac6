import { Rig } from './rig.ts'

/** A process to be killed: holds a sandbox whose webhooks nobody takes, and prints where it listens. */
const rig = new Rig({ folder: String(process.argv[2]), kill: () => process.kill(process.pid, 'SIGKILL') })
rig.answer = () => 503
await rig.start()
process.stdout.write(`${rig.url}\n`)
