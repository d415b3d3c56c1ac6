import { join } from 'node:path'
import { expect } from 'chai'
import { formsOf } from '../../src/conversation/templateForm.ts'
import { loadTemplates } from '../../src/conversation/templates.ts'
import { refusal } from '../helpers/graph.ts'
import { app, type Doors, inspected } from '../helpers/meta.ts'
import { root } from '../helpers/process.ts'
import { Rig } from '../sandbox/rig.ts'
import { type Live, live } from './live.ts'
import { type Ran, run } from './run.ts'

const number = '106540352242922'
const account = '102290129340398'
const templates = formsOf(loadTemplates(join(root, 'flows', 'templates.yaml'))).map((form, index) => ({
  id: String(index + 1),
  status: 'APPROVED',
  ...form,
}))

describe('chasqui doctor at Meta', function () {
  this.timeout(60_000)
  let at: Live
  beforeEach(async () => {
    at = await live()
    at.environment.WHATSAPP_BUSINESS_ACCOUNT_ID = account
    await at.listen()
  })

  const look = async (
    otherwise: Doors = {},
    shelf: object[] = templates,
    ...options: string[]
  ): Promise<Ran> => {
    at.graph.answer(inspected(number, account, otherwise, shelf))
    return run(['doctor', ...options], { environment: at.environment })
  }
  const section = ({ stdout }: Ran) => stdout.split('At Meta\n')[1]?.split('\n\n')[0] ?? ''

  it('says how token, number, webhook, templates and clock stand, all being well', async () => {
    const ran = await look()
    expect(section(ran).split('\n')).to.deep.equal([
      '  ✓ the access token never expires',
      '  ✓ the token has whatsapp_business_messaging',
      '  ✓ the token has whatsapp_business_management',
      '  ✓ the number (Taller Torke) is connected',
      '  ✓ its quality is GREEN',
      '  ✓ it may write first to 2000 customers in 24 hours',
      '  ✓ the app is told of what happens in the business account',
      '  ✓ the webhook is subscribed to "messages"',
      `  ✓ all ${templates.length} templates are approved`,
      '  ✓ the clock of this machine agrees with Meta’s',
    ])
    expect([ran.code, ran.stderr]).to.deep.equal([0, ''])
  })

  it('gives the token and the app’s secret to Graph alone, changes nothing there, and shows neither', async () => {
    const { stdout, stderr } = await look()
    const seen = at.graph.requests.map(({ method, path, headers }) => [
      method,
      path.split('?')[0],
      headers.authorization,
    ])
    const token = 'Bearer the-access-token'
    expect(seen).to.have.deep.members([
      ['GET', '/v25.0/debug_token', token],
      ['GET', `/v25.0/${number}`, token],
      ['GET', `/v25.0/${account}/subscribed_apps`, token],
      ['GET', `/v25.0/${app}/subscriptions`, `Bearer ${app}|the-app-secret`],
      ['GET', `/v25.0/${account}/message_templates`, token],
    ])
    expect(stdout + stderr).not.to.match(/the-access-token|the-app-secret|106540352242922/)
  })

  it('leaves Graph alone with --offline', async () => {
    const ran = await look({}, templates, '--offline')
    expect(at.graph.requests).to.deep.equal([])
    expect([ran.code, section(ran)]).to.deep.equal([0, ''])
    expect(ran.stdout).to.contain('– a permanent token')
  })

  it('sees a token that is not taken, one that ends soon, and permissions that are missing', async () => {
    const invalid = {
      data: {
        is_valid: false,
        error: { message: 'Error validating access token: the-access-token-that-is-long' },
      },
    }
    const first = await look({ debug_token: invalid })
    expect(section(first)).to.match(/^ {2}✗ Meta does not take the access token \(.*…\): make a new one/)
    expect(section(first).split('\n')).to.have.length(1)
    expect(first.code).to.equal(1)

    const soon = Math.floor(Date.now() / 1000) + 86_400
    const weak = {
      data: { app_id: app, is_valid: true, expires_at: soon, scopes: ['whatsapp_business_management'] },
    }
    const second = await look({ debug_token: weak })
    expect(section(second)).to.match(/– the access token expires on \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
    expect(section(second)).to.contain('✗ the token has no whatsapp_business_messaging')

    const granular_scopes = [{ scope: 'whatsapp_business_messaging', target_ids: ['99'] }]
    const others = { data: { app_id: app, is_valid: true, expires_at: 0, scopes: [], granular_scopes } }
    expect(section(await look({ debug_token: others }))).to.contain(
      '✗ the token has whatsapp_business_messaging for other accounts, not for this one',
    )
  })

  it('sees what is wrong with the number, the webhook and a template, each on its own', async () => {
    const health_status = {
      can_send_message: 'BLOCKED',
      entities: [
        {
          entity_type: 'WABA',
          errors: [{ error_code: 141006, error_description: 'There is no payment method.' }],
        },
      ],
    }
    const ran = await look(
      {
        [number]: { id: number, status: 'PENDING', quality_rating: 'RED', health_status },
        [`${account}/subscribed_apps`]: { data: [] },
        [`${app}/subscriptions`]: {
          data: [{ object: 'whatsapp_business_account', fields: [{ name: 'account_update' }] }],
        },
      },
      templates.map((each, index) =>
        index === 0 ? { ...each, status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' } : each,
      ),
    )
    for (const found of [
      '✗ the number is PENDING',
      '✗ its quality is RED',
      '✗ Meta says that sending is BLOCKED: There is no payment method.',
      '✗ the app is not subscribed to the business account: no webhook comes',
      '✗ the webhook is not subscribed to "messages"',
      '– not subscribed to message_template_status_update',
      `✗ template ${templates[0]!.name} ${templates[0]!.language}: rejected (INVALID_FORMAT): npx chasqui templates push`,
    ])
      expect(section(ran)).to.contain(found)
    expect([ran.code, ran.stderr]).to.deep.equal([1, '6 of these are missing (✗).\n'])
  })

  it('goes on where one thing cannot be asked, and says which and why', async () => {
    const ran = await look({
      [number]: () => ({ status: 502, body: '<html>' }),
      [`${app}/subscriptions`]: () => refusal(190, 'Invalid application secret'),
      [`${account}/message_templates`]: () => refusal(200, 'no permission'),
    })
    expect(section(ran)).to.contain('✗ the number could not be asked of Meta: ')
    expect(section(ran)).to.contain('✗ what the app is told of could not be asked of Meta: ')
    expect(section(ran)).to.contain('– the templates could not be asked of Meta: ')
    expect(section(ran)).to.contain('✓ the app is told of what happens in the business account')
    expect(ran.code).to.equal(1)
  })

  it('asks for less where an older version of the API does not know every field', async () => {
    const ran = await look({
      [number]: ({ path }) =>
        path.includes('health_status')
          ? refusal(100, 'Tried accessing nonexisting field (health_status)')
          : { body: { id: number, status: 'CONNECTED', quality_rating: 'YELLOW' } },
    })
    expect(section(ran)).to.contain('✓ the number is connected\n  – its quality is YELLOW')
    expect(ran.code).to.equal(0)
  })

  it('is told by Graph’s date how far the clock is off', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    const late = () => ({ headers: { date }, body: { id: number, status: 'CONNECTED' } })
    const data = { app_id: app, is_valid: true, expires_at: 0, scopes: [] }
    const ran = await look({
      debug_token: () => ({ headers: { date }, body: { data } }),
      [number]: late,
      [`${account}/subscribed_apps`]: () => ({ headers: { date }, body: { data: [] } }),
      [`${app}/subscriptions`]: () => ({ headers: { date }, body: { data: [] } }),
    })
    expect(section(ran)).to.match(
      /✗ the clock of this machine is 3\d\d\d s ahead of Meta’s: have it set by NTP/,
    )
  })

  it('has one finding where nobody answers', async () => {
    at.environment.WHATSAPP_API_URL = 'http://127.0.0.1:1'
    const ran = await run(['doctor'], { environment: at.environment })
    expect(section(ran)).to.match(/^ {2}✗ Meta cannot be asked: .*127\.0\.0\.1:1 could not be reached/)
    expect(section(ran).split('\n')).to.have.length(1)
  })

  it('finds a sandbox in order, as it would Meta', async () => {
    const rig = await new Rig({
      accessToken: 'the-access-token',
      appSecret: 'the-app-secret',
      approved: templates,
    }).start()
    const environment = {
      ...at.environment,
      WHATSAPP_API_URL: rig.sandbox.graphUrl,
      WHATSAPP_PHONE_NUMBER_ID: '10650000001',
      WHATSAPP_BUSINESS_ACCOUNT_ID: '20000000001',
    }
    const ran = await run(['doctor'], { environment })
    expect(section(ran))
      .to.contain('✓ it may write first to 250 customers in 24 hours')
      .and.not.to.contain('✗')
    expect(section(ran)).to.contain(`✓ all ${templates.length} templates are approved`)
  })
})
