import http from 'node:http'
import { expect } from 'chai'
import { openChasqui } from '../../src/chasqui.ts'
import type { Log } from '../../src/log.ts'
import { readSettings } from '../../src/settings.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

describe('a page that is closed while it follows events', () => {
  it('is no error', async () => {
    let tell = (_level: string) => {}
    const told = new Promise<string>((resolve) => {
      tell = resolve
    })
    const log: Log = {
      debug: () => tell('debug'),
      info() {},
      isLevelEnabled: () => false,
      warn: () => tell('warn'),
      error: () => tell('error'),
    }
    const settings = readSettings({ PORT: '0', DATA_DIR: temporaryFolder() })
    const chasqui = await openChasqui({ settings, log })
    closeAfterTest(() => chasqui.close())
    const request = http.get(`${await chasqui.listen()}/sandbox/events`, (response) => {
      response.once('data', () => request.destroy()).on('error', () => {})
    })
    expect(await told).to.equal('debug')
  })
})
