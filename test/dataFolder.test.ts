import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { DataFolderError, prepareDataFolder } from '../src/dataFolder.ts'
import { temporaryFolder } from './helpers/open.ts'

describe('the folder of the data', () => {
  it('is made with all that it stands in, and left empty', () => {
    const folder = join(temporaryFolder(), 'a', 'b')
    prepareDataFolder(folder)
    prepareDataFolder(folder)
    expect(readdirSync(folder)).to.deep.equal([])
  })

  it('is not a file, nor does it stand in one', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'data')]) {
      expect(() => prepareDataFolder(folder)).to.throw(
        DataFolderError,
        `DATA_DIR (${folder}) cannot be written: it, or what it stands in, is a file. Name a folder.`,
      )
    }
  })

  it('is refused where the system makes no folders', function () {
    if (!existsSync('/proc/self')) this.skip()
    expect(() => prepareDataFolder('/proc/chasqui/data')).to.throw(DataFolderError, 'Name another folder.')
  })
})
