import { resolve } from 'node:path'
import { checkFolder } from './check.ts'

/** Prints what is wrong in the folder that is its argument, as JSON: for `checkApart`. */
process.stdout.write(JSON.stringify(await checkFolder(resolve(process.argv[2] ?? 'flows'))))
