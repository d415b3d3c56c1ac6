import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadHouse } from '../src/house.ts'
import { FileError } from '../src/yaml/yaml.ts'
import { temporaryFolder } from './helpers/open.ts'

describe('what a workshop edits', () => {
  let folder: string
  beforeEach(() => {
    folder = join(temporaryFolder(), 'flows')
    cpSync(new URL('../flows', import.meta.url), folder, { recursive: true })
  })

  it('is refused where its language has no texts, at that line', async () => {
    const { line } = change('workshop.yaml', 'language: es', 'language: de')

    expect(await problems()).to.deep.equal([
      `${folder}/workshop.yaml:${line}:11 language: there are no texts in this language; write ${folder}/texts/de.yaml, or change the language`,
    ])
  })

  it('is refused where a language lacks a text, or says it with other values', async () => {
    const { line } = change('texts/pt.yaml', '  kept: Certo, fica tudo como estava.\n', '')
    expect(await problems()).to.deep.equal([
      `${folder}/texts/pt.yaml:${line - 1}:12 privacy.kept: is missing, and es.yaml has it; write it, or delete the file`,
    ])
  })

  for (const [language, from, others] of [
    ['pt', '{minutes, plural, one {um minuto} other {uns # minutos}}', 'es'],
    ['es', '{minutes, plural, one {un minuto} other {unos # minutos}}', 'en'],
  ] as const) {
    it(`is refused where a text has other values in ${language} than in most languages, at that line`, async () => {
      const { line } = change(`texts/${language}.yaml`, from, 'minutos')
      expect(await problems()).to.deep.equal([
        `${folder}/texts/${language}.yaml:${line}:10 late.noted: has the values none, and in ${others}.yaml minutes; write the same`,
      ])
    })
  }

  it('is refused where the first language lacks what the flows say and another has, at its place', async () => {
    const { line } = change('texts/es.yaml', '  noPlate: No pasa nada, con marca y modelo alcanza.\n', '')
    expect(await problems()).to.deep.equal([
      `${folder}/texts/es.yaml:${line - 1}:9 booking.noPlate: is missing, and another language has it; write it`,
    ])
  })

  it('is refused where a flow names a template that nobody wrote, at that line', async () => {
    const { line, column } = change(
      'appointment.ts',
      "template: 'appointment_reminder'",
      "template: 'appointment_remindr'",
    )

    expect(await problems()).to.deep.equal([
      `${folder}/appointment.ts:${line}:${column} template: nobody wrote "appointment_remindr"; did you mean "appointment_reminder"? (in templates.yaml)`,
    ])
  })

  it('is refused where a template has not a placeholder for each value of a flow', async () => {
    const flow = place('appointment.ts', "template: 'appointment_reminder'")
    const { line } = place('templates.yaml', ', {{4}}.')
    const file = join(folder, 'templates.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(', {{4}}.', '.'))

    expect(await problems()).to.include(
      `${folder}/templates.yaml:${line}:9 appointment_reminder.body: has 3 placeholders, and ${folder}/appointment.ts:${flow.line} gives it 4 values; write {{1}} to {{4}}`,
    )
  })

  for (const [placeholder, what] of [
    ['{{5}}', 'has no {{4}}; number its placeholders from {{1}} to {{4}}'],
    ['{{hora}}', 'has "{{hora}}", which Meta does not fill in; write placeholders as {{1}}, {{2}}'],
    ['{4}', 'has "{4}", which Meta does not fill in; write placeholders as {{1}}, {{2}}'],
  ] as const) {
    it(`is refused where a template has ${placeholder} in place of {{4}}`, async () => {
      const { line } = change('templates.yaml', '{{4}}', placeholder)

      expect(await problems()).to.deep.equal([
        `${folder}/templates.yaml:${line}:9 appointment_reminder.body: ${what}`,
      ])
    })
  }

  /** Replaces the first place of a text in a file, and says where it stood. */
  function change(name: string, from: string, to: string): { line: number; column: number } {
    const where = place(name, from)
    const file = join(folder, name)
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
    return where
  }

  function place(name: string, text: string): { line: number; column: number } {
    const content = readFileSync(join(folder, name), 'utf8')
    expect(content).to.contain(text)
    const before = content.slice(0, content.indexOf(text)).split('\n')
    return { line: before.length, column: before.at(-1)!.length + 1 }
  }

  async function problems(): Promise<string[]> {
    try {
      await loadHouse(folder)
    } catch (error) {
      expect(error).to.be.instanceOf(FileError)
      return (error as FileError).message.split('\n')
    }
    throw new Error('It was read without an error')
  }
})
