import { createServer } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { expect } from 'chai'
import { ListenError, listen } from '../../src/server/listen.ts'
import { closeAfterTest } from '../helpers/open.ts'

describe('listening', () => {
  const attempt = (place: { host: string; port: number }) => {
    const server = createServer()
    closeAfterTest(() => server.close())
    return listen(server, place).then(
      (url) => url,
      (error) => {
        expect(error).to.be.instanceOf(ListenError)
        return error.message
      },
    )
  }

  it('says where', async () => {
    expect(await attempt({ host: '127.0.0.1', port: 0 })).to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('says what to do when the port is taken', async () => {
    const other = createSocketServer()
    closeAfterTest(() => other.close())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    expect(await attempt({ host: '127.0.0.1', port })).to.equal(
      `Port ${port} is taken: another program listens there. Stop it, or give another: PORT in .env, or --port of a command that has it.`,
    )
  })

  it('says what to do when the host is none of this machine', async () => {
    expect(await attempt({ host: 'nowhere.invalid', port: 0 })).to.match(
      /^HOST \(nowhere\.invalid\) cannot be resolved/,
    )
    expect(await attempt({ host: '192.0.2.1', port: 0 })).to.match(/^HOST \(192\.0\.2\.1\) is no address/)
  })
})
