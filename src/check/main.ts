import { resolve } from 'node:path'
import { patience } from './apart.ts'
import { checkFolder } from './check.ts'
import { writeTextKeys } from './textKeys.ts'

/** Prints what is wrong in the folder that is its argument, as JSON, and keeps the keys of its texts: for `checkApart`. */
// Whoever asked may be gone, and a flow file may keep what loads it waiting for ever.
setTimeout(() => process.exit(1), patience).unref()

const folder = resolve(process.argv[2] ?? 'flows')
writeTextKeys(folder)
process.stdout.write(JSON.stringify(await checkFolder(folder)))
