import { expect } from 'chai'
import { freshDatabase } from '../helpers/postgres.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { live } from './live.ts'
import { nobodysPort, pointingTo, run } from './run.ts'

const values = [
  'a-verify-token-of-our-own',
  'the-app-secret',
  'the-access-token',
  '106540352242922',
  'the-api-token',
]

describe('chasqui doctor', () => {
  it('says that it runs in the sandbox and what the first step to go live is', async () => {
    const { code, stdout, stderr } = await run(['doctor'], { environment: nobodysPort })

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.contain('Chasqui runs in the sandbox')
    expect(stdout).to.contain(`✓ Node.js ${process.versions.node}`)
    expect(stdout).to.contain('✓ flows/ is in order')
    expect(stdout).to.contain('– no server answers on http://127.0.0.1:1: npm start')
    expect(stdout).to.contain('To go live, begin with the number: a new prepaid SIM')
  })

  it('sees the running sandbox', async () => {
    const { url } = await startSandbox()

    const { stdout } = await run(['doctor'], { environment: pointingTo(url) })

    expect(stdout).to.contain(`✓ a server answers on ${url}`)
  })

  it('goes through the phases of the set-up in order', async () => {
    const { environment } = await live()

    const { stdout } = await run(['doctor'], { environment })

    expect(stdout.match(/^\S.*$/gm)!.slice(0, 7)).to.deep.equal([
      'This machine',
      '1. The number',
      '2. Server and tunnel',
      '3. The Meta app',
      '4. Number and webhook',
      '5. The first message',
      'After that',
    ])
  })

  it('says what is missing and where it is found, and exits with 1', async () => {
    const environment = { ...nobodysPort, WHATSAPP_PHONE_NUMBER_ID: '106540352242922' }

    const { code, stdout, stderr } = await run(['doctor'], { environment })

    expect(code).to.equal(1)
    expect(stdout).to.contain('✗ no server answers on http://127.0.0.1:1: npm start')
    expect(stdout).to.contain('✗ WHATSAPP_APP_SECRET is not set: developers.facebook.com')
    expect(stdout).to.contain('✓ WHATSAPP_PHONE_NUMBER_ID is set')
    expect(stdout).to.contain('✗ WHATSAPP_VERIFY_TOKEN is not set')
    expect(stdout).to.contain('✗ WHATSAPP_ACCESS_TOKEN is not set')
    expect(stderr).to.equal('4 of these are missing (✗).\n')
  })

  it('finds nothing missing where a live server runs, and does the handshake with it', async () => {
    const { environment, listen, graph } = await live()
    const url = await listen()

    const { code, stdout, stderr } = await run(['doctor'], { environment })

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.contain(`✓ a server answers on ${url}`)
    expect(stdout).to.contain('✓ it can store and send')
    expect(stdout).to.contain('✓ the handshake works')
    expect(stdout).not.to.contain('✗')
    expect(graph.requests.filter(({ method }) => method !== 'GET')).to.deep.equal([])
  })

  it('sees that the server was started with another verify token', async () => {
    const { environment, listen } = await live()
    await listen()

    const { code, stdout } = await run(['doctor'], {
      environment: { ...environment, WHATSAPP_VERIFY_TOKEN: 'a-newer-one' },
    })

    expect(code).to.equal(1)
    expect(stdout).to.contain('✗ the handshake fails: start the server again')
  })

  it('never shows a value', async () => {
    const { environment, listen } = await live()
    await listen()

    const { stdout, stderr } = await run(['doctor'], { environment })

    for (const value of values) expect(stdout + stderr).not.to.contain(value)
  })

  it('sees whether the database can be reached, and shows no password', async () => {
    const url = await freshDatabase()
    const found = await run(['doctor'], { environment: { ...nobodysPort, DATABASE_URL: url } })
    expect(found.stdout).to.match(
      /✓ DATABASE_URL \(postgres:\/\/chasqui@127.* can be reached, and takes writes$/m,
    )
    const nobodys = 'postgres://me:secret@127.0.0.1:1/db'
    const missing = await run(['doctor'], { environment: { ...nobodysPort, DATABASE_URL: nobodys } })
    expect(missing.stdout).to.match(
      /✗ DATABASE_URL \(postgres:\/\/me@127.0.0.1:1\/db\) cannot be used: .*ECONNREFUSED/,
    )
    expect(missing.stdout).not.to.contain('secret')
  })

  it('sees that the folder of the data cannot be made', async () => {
    const environment = { ...nobodysPort, DATA_DIR: `${process.execPath}/data` }

    const { code, stdout } = await run(['doctor'], { environment })

    expect(code).to.equal(1)
    expect(stdout).to.contain(`✗ DATA_DIR (${process.execPath}/data) cannot be written`)
  })

  it('advises a verify token only while there is none', async () => {
    const own = {
      ...nobodysPort,
      WHATSAPP_VERIFY_TOKEN: 'a-verify-token-of-our-own',
      API_TOKEN: 'the-api-token',
    }

    const [unset, set] = await Promise.all([
      run(['doctor'], { environment: nobodysPort }),
      run(['doctor'], { environment: own }),
    ])

    expect(unset.stdout).to.contain('WHATSAPP_VERIFY_TOKEN of your own')
    expect(set.stdout).to.contain('Chasqui runs in the sandbox').and.not.to.contain('WHATSAPP_VERIFY_TOKEN')
  })
})
