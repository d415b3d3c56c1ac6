import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { flowsFolder } from '../flows.ts'

/**
 * Runs `work` on a copy of a folder of flows that finds the kit and the packages as `flows/` does, wherever the folder is.
 */
export async function asFlows<T>(folder: string, work: (flows: string) => Promise<T>): Promise<T> {
  const project = mkdtempSync(join(tmpdir(), 'chasqui-'))
  const own = dirname(flowsFolder)
  try {
    cpSync(resolve(folder), join(project, 'flows'), { recursive: true })
    cpSync(join(own, 'package.json'), join(project, 'package.json'))
    for (const shared of ['src', 'node_modules']) symlinkSync(join(own, shared), join(project, shared))
    return await work(join(project, 'flows'))
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
