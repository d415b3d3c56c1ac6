import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { place } from './open.ts'

const own = fileURLToPath(new URL('../../', import.meta.url))
const parts = ['bin', 'flows', 'src', 'package.json', 'tsconfig.json']

/** A copy of the project to write flows in; its tests and talks are left behind. @returns its folder, which is removed by whoever asks for it */
export function copyProject(): string {
  const folder = mkdtempSync(join(place, 'chasqui-'))
  for (const part of parts) cpSync(join(own, part), join(folder, part), { recursive: true })
  symlinkSync(join(own, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Runs a program of Node in a project. @throws with what it printed, when it fails */
export function runIn(folder: string, [program, ...rest]: [string, ...string[]]): string {
  const env = { PATH: process.env.PATH, HOME: folder }
  try {
    return execFileSync(process.execPath, [join(folder, program), ...rest], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${rest.join(' ')} failed:\n${stdout}${stderr}`)
  }
}
