import { resolve } from 'node:path'
import { checkFolder } from './check.ts'
import { writeTextKeys } from './textKeys.ts'

/** Prints what is wrong in the folder that is its argument, as JSON, and keeps the keys of its texts: for `checkApart`. */
const folder = resolve(process.argv[2] ?? 'flows')
writeTextKeys(folder)
process.stdout.write(JSON.stringify(await checkFolder(folder)))
