import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../helpers/open.ts'
import { root } from '../helpers/process.ts'

const common = readFileSync(join(root, 'flows', 'workshop.yaml'), 'utf8')

/**
 * The project's flows with several workshops in place of the one, each with a number by its place: the first has the id
 * 1001 in the business account 2001.
 *
 * @param more by id, what else its file says
 * @returns the folder of flows
 */
export function severalWorkshops(more: Record<string, string>): string {
  const project = temporaryFolder()
  const flows = join(project, 'flows')
  cpSync(join(root, 'flows'), flows, { recursive: true })
  cpSync(join(root, 'package.json'), join(project, 'package.json'))
  for (const shared of ['src', 'node_modules']) symlinkSync(join(root, shared), join(project, shared))
  rmSync(join(flows, 'workshop.yaml'))
  mkdirSync(join(flows, 'workshops'))
  Object.entries(more).forEach(([id, rest], index) => {
    writeFileSync(join(flows, 'workshops', `${id}.yaml`), workshopFile(id, index + 1, rest))
  })
  return flows
}

export function workshopFile(id: string, place: number, rest = ''): string {
  return `${common.replace('id: torke', `id: ${id}`).replace('name: Taller Torke', `name: Taller ${id}`)}
number:
  phoneNumberId: ${1000 + place}
  businessAccountId: ${2000 + place}
  appSecret: ${variable(id, 'APP_SECRET')}
  accessToken: ${variable(id, 'ACCESS_TOKEN')}
  verifyToken: ${variable(id, 'VERIFY_TOKEN')}
${rest}
`
}

/** Under which name the environment has something of a workshop. */
export function variable(id: string, what: string): string {
  return `${id.toUpperCase()}_${what}`
}
