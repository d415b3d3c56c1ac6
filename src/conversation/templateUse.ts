import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FileError, nearMiss, problemAt } from '../yaml/yaml.ts'
import { needsBeside, placeholders, type Templates, wordings } from './template.ts'

/**
 * Checks the templates that the flow files name: that each was written, and has a placeholder for each value it gets.
 * Only values that stand as a list in the file are counted.
 *
 * @param written where the templates were read from
 * @throws {FileError} at the line that names a template that nobody wrote, or at the template that does not fit
 */
export function checkTemplateUse(
  folder: string,
  templates: Templates,
  written = join(folder, 'templates.yaml'),
): void {
  const known = Object.keys(templates)
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    const file = join(folder, name)
    for (const { template, line, column, values } of usesIn(readFileSync(file, 'utf8'))) {
      if (!known.includes(template)) {
        const what = `nobody wrote ${nearMiss(template, known)} (in templates.yaml)`
        throw new FileError(file, [{ line, column, where: 'template', what }])
      }
      const found = templates[template]!
      for (const [language, wording] of wordings(found)) {
        const more = needsBeside(wording)
        if (more === undefined) continue
        const what = `needs ${more} in ${language} each time, and ${file}:${line} gives it the values of its body alone; leave that out of it`
        throw problemAt(written, [template], what)
      }
      const holes = placeholders(found.body).length
      if (values === undefined || values === holes) continue
      const what = `has ${count(holes, 'placeholder')}, and ${file}:${line} gives it ${count(values, 'value')}; write ${as(values)}`
      throw problemAt(written, [template, 'body'], what)
    }
  }
  checkExamples(templates, written)
}

/** An example for each placeholder, or none at all. */
function checkExamples(templates: Templates, written: string): void {
  for (const [name, template] of Object.entries(templates)) {
    for (const [language, { body, examples }] of wordings(template)) {
      const holes = placeholders(body).length
      if (examples === null || examples.length === holes) continue
      const path =
        language === template.language ? [name, 'examples'] : [name, 'languages', language, 'examples']
      const what = `has ${count(examples.length, 'example')} for ${count(holes, 'placeholder')} of the body; write one for each`
      throw problemAt(written, path, what)
    }
  }
}

interface Use {
  template: string
  line: number
  column: number
  /** How many values are given; undefined if the file does not say. */
  values: number | undefined
}

/** Names of templates are written as literals, so that they can be found: `template: 'appointment_reminder'`. */
const literal = /\btemplate:\s*'([^'\n]*)'/g

function usesIn(source: string): Use[] {
  return [...source.matchAll(literal)].map((match) => {
    const before = source.slice(0, match.index).split('\n')
    return {
      template: match[1]!,
      line: before.length,
      column: before.at(-1)!.length + 1,
      values: valuesIn(source.slice(match.index + match[0].length)),
    }
  })
}

/** How many `{ text: … }` stand in the list that follows at once. */
function valuesIn(rest: string): number | undefined {
  const [start] = rest.match(/^\s*,\s*values:\s*\[/) ?? []
  if (!start) return undefined
  let depth = 1
  let end = start.length
  for (; depth > 0 && end < rest.length; end++) {
    if (rest[end] === '[') depth++
    if (rest[end] === ']') depth--
  }
  const list = rest.slice(start.length, end)
  const isWhole = rest.slice(end).match(/^\s*[,}]/) !== null && !list.includes('...')
  return isWhole ? [...list.matchAll(/\btext:/g)].length : undefined
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function as(values: number): string {
  if (values === 0) return 'it without any'
  return values === 1 ? '{{1}}' : `{{1}} to {{${values}}}`
}
