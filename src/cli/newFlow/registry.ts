import { CommandFailure } from '../failure.ts'

/**
 * `index.ts` with one more flow that these words call.
 * @throws CommandFailure where it is not written as it was shipped
 */
export function registered(index: string, name: string, phrase: string): string {
  return [imported, listed, called].reduce((text, edit) => edit(text, name, phrase), index)
}

/** Imports stand in the order of their files. */
function imported(text: string, name: string): string {
  const line = `import { ${name} } from './${name}.ts'\n`
  const imports = [...text.matchAll(/^import .* from '(.*)'\n/gm)]
  const next = imports.find(([, file = '']) => file > `./${name}.ts`)
  const last = imports.at(-1)
  const at = next?.index ?? (last ? last.index + last[0].length : 0)
  return text.slice(0, at) + line + text.slice(at)
}

function listed(text: string, name: string): string {
  const list = /(export const flows\b[^=]*= \{\n)([^}]*)\}/
  if (!list.test(text)) throw unlike('flows')
  return text.replace(list, (_, head, flows) => `${head}${flows}  ${name},\n}`)
}

function called(text: string, name: string, phrase: string): string {
  const entry = `  ${name}: ['${phrase}'],\n`
  if (!/export const calledBy\b/.test(text)) return `${text}\nexport const calledBy = {\n${entry}}\n`
  const list = /(export const calledBy\b[^=]*= \{)\n?([^}]*)\}/
  if (!list.test(text)) throw unlike('calledBy')
  return text.replace(list, (_, head, phrases) => `${head}\n${phrases}${entry}}`)
}

function unlike(what: string): CommandFailure {
  return new CommandFailure(
    `index.ts has no "export const ${what} = {" with a line for each: write it so, and try again. Nothing was changed.`,
  )
}
