import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { FileError, problemAt, readYaml } from '../../src/yaml/yaml.ts'
import { temporaryFolder } from '../helpers/open.ts'

const schema = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  hours: z.strictObject({ monday: z.string(), reason: z.string().optional() }).optional(),
})

describe('a YAML file', () => {
  let file: string
  beforeEach(() => {
    file = join(temporaryFolder(), 'file.yaml')
  })

  it('is refused at its first letter that is no UTF-8', () => {
    const latin = Buffer.from('id: a\nname: Alineación\n', 'latin1')
    expect(problems(latin)).to.deep.equal([
      ':2:15: a letter here cannot be read; save the file as UTF-8, and write this letter again if it is lost',
    ])
    expect(problems(Buffer.from('id: a\nname: Alineaci\ufffdn\n'))).to.have.length(1)
  })

  it('is read with the mark that some editors put in front', () => {
    expect(problems('\ufeffid: a\nname: Alineación\n')).to.deep.equal([])
  })

  it('that lacks the space after a colon is shown the line as it was meant', () => {
    const meant = 'there is no space after the colon; write'
    expect(problems('id: a\nname:Taller Torke\n')).to.deep.equal([`:2:1: ${meant} name: Taller Torke`])
    expect(problems('id: a\nname:"Taller"\nhours: {}\n')).to.deep.equal([`:2:1: ${meant} name: "Taller"`])
    expect(problems('id: a\nhours:\n  monday:[x]\n  reason: y\n')).to.deep.equal([
      `:3:3: ${meant} monday: [x]`,
    ])
    expect(problems('id: a\nhours: { monday: x, reason:Feria }\n')).to.deep.equal([
      `:2:21 hours.reason:Feria: ${meant} reason: Feria`,
    ])
    expect(problems('id:a\nname:b\n')).to.deep.equal([
      ':1:1: "id:a name:b" is not a group of keys, each with its value; put a space after each colon',
    ])
  })

  it('with tabs has one problem, at the first of them', () => {
    expect(problems('id: a\nhours:\n\tmonday: x\n\treason: y\nname:z\n')).to.deep.equal([
      ':3:1: this line begins with a tab; use spaces instead of tabs, here and in the whole file',
    ])
  })

  it('with a text that needs quotes is told so', () => {
    const whole = 'put the whole text'
    expect(problems('id: a\nname: Taller: Torke\n')).to.deep.equal([
      `:2:7: this line has a second colon; ${whole} after the first one in quotes`,
    ])
    expect(problems('id: {start, date, day} a las\n')).to.deep.equal([
      `:1:24: the value ends before this; ${whole} in quotes`,
    ])
    expect(problems('id: @torke\n')).to.deep.equal([
      `:1:5: a text cannot begin with this sign; ${whole} in quotes`,
    ])
  })

  it('that only another file shows to be wrong is complained of at its line', () => {
    writeFileSync(file, 'id: a\nhours:\n  monday: x\n')
    expect(problemAt(file, ['hours', 'monday'], 'is wrong').message).to.equal(
      `${file}:3:11 hours.monday: is wrong`,
    )
  })

  /** The lines of the error, without the file's name; none if it is read. */
  function problems(content: string | Buffer): string[] {
    writeFileSync(file, content)
    try {
      readYaml(file, schema)
      return []
    } catch (error) {
      expect(error).to.be.instanceOf(FileError)
      return (error as FileError).message.split('\n').map((line) => line.replace(file, ''))
    }
  }
})
