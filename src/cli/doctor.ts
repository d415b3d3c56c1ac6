import { settingsNow } from '../environment.ts'
import { guideVerifyToken, type Settings } from '../settings.ts'
import { fromSettings } from '../workshops/credentials.ts'
import { asked } from './doctor/asked.ts'
import { disk, flows, node, overdue, store } from './doctor/machine.ts'
import { CommandFailure } from './failure.ts'
import {
  events,
  type Finding,
  handshake,
  opened,
  ready,
  running,
  unlessGiven,
  unseen,
  variable,
} from './finding.ts'
import { findServer, type Server } from './server.ts'
import { numbersNow, severalToLive } from './severalToLive.ts'

/**
 * Says what is missing to go live, in the order in which Meta's set-up goes, and what to do next; and of what is there, how
 * it stands at Meta, unless it is to be left alone (`offline`). Shows no value of any variable.
 *
 * @throws CommandFailure while something is missing
 */
export async function doctor({ offline = false }: { offline?: boolean } = {}): Promise<void> {
  const settings = settingsNow()
  const server = await findServer(settings)
  const machine = [
    node(),
    await store(settings),
    ...disk(settings),
    ...(await overdue(settings, server !== undefined)),
    ...(await flows()),
  ]
  const several = numbersNow(settings)
  const isSandbox = (several ?? settings).mode === 'sandbox'
  if (isSandbox) {
    console.log(
      'Chasqui runs in the sandbox here: no number, no Meta account, and nothing leaves this machine.\n',
    )
    machine.push(...running(server, settings, '–'))
  }
  machine.push(...(await events(server, settings)))
  print('This machine', machine)
  const way = () =>
    several ? severalToLive(several, settings, server) : wayToLive(settings, server, offline)
  const phases = isSandbox ? [] : await way()
  if (!isSandbox && !offline)
    phases.push(
      ...(await asked(several?.all ?? [fromSettings('', settings)], several !== undefined, settings)),
    )
  for (const [title, findings] of phases) print(title, findings)
  const missing = [...machine, ...phases.flatMap(([, findings]) => findings)].filter(
    ({ mark }) => mark === '✗',
  )
  if (missing.length > 0) throw new CommandFailure(`${missing.length} of these are missing (✗).`)
  const toLive = several ? firstOfSeveral : firstStep(settings)
  console.log(isSandbox ? toLive : 'Nothing that can be seen from here is missing.')
}

const firstOfSeveral = `To go live, give each workshop its number in its file in flows/workshops/, put the secrets into .env under the names
that the files give them, and run npx chasqui doctor again: it says of each what is missing.`

function firstStep({ verifyToken }: Settings): string {
  const own = verifyToken === guideVerifyToken ? ', and a WHATSAPP_VERIFY_TOKEN of your own' : ''
  return `To go live, begin with the number: a new prepaid SIM in a second phone, without WhatsApp or WhatsApp Business ever
installed on it. Then create the app at developers.facebook.com, put what it gives you into .env as you go
(WHATSAPP_APP_SECRET, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_ACCESS_TOKEN${own}), and
run npx chasqui doctor again: it says what comes next.`
}

/** The guide's five phases, and what comes after the first message. */
async function wayToLive(
  settings: Settings,
  server: Server | undefined,
  offline: boolean,
): Promise<[string, Finding[]][]> {
  const { appSecrets, phoneNumberId, verifyToken, accessToken, businessAccountId } = settings
  const whereApp = 'developers.facebook.com > your app > App settings > Basic > App secret'
  const whereSetUp = 'your app > WhatsApp > API Setup'
  const shown = await handshake(server, settings)
  const isAsked = !offline && accessToken !== undefined && phoneNumberId !== undefined
  return [
    [
      '1. The number',
      [unseen('a SIM that WhatsApp and WhatsApp Business never knew; it only has to receive one SMS')],
    ],
    [
      '2. Server and tunnel',
      [
        ...running(server, settings, '✗'),
        ...(await ready(server)),
        unseen(`a tunnel that gives it a public https address, such as: ngrok http ${settings.port}`),
      ],
    ],
    ['3. The Meta app', [variable('WHATSAPP_APP_SECRET', appSecrets.length > 0, whereApp)]],
    [
      '4. Number and webhook',
      [
        variable(
          'WHATSAPP_PHONE_NUMBER_ID',
          phoneNumberId !== undefined,
          `${whereSetUp}; the id, not the number`,
        ),
        variable(
          'WHATSAPP_VERIFY_TOKEN',
          verifyToken !== guideVerifyToken,
          'make one up: the guide’s own is known to all',
        ),
        shown,
        unseen(
          'Configuration > Callback URL: your public address and /webhook/whatsapp; then subscribe to "messages"',
        ),
        unlessGiven('WHATSAPP_BUSINESS_ACCOUNT_ID', businessAccountId, `${whereSetUp}; for the templates`),
      ],
    ],
    [
      '5. The first message',
      [
        variable(
          'WHATSAPP_ACCESS_TOKEN',
          accessToken !== undefined,
          `${whereSetUp}; the temporary one lasts 24 hours`,
        ),
        unseen('write to the number from your own phone, then: npx chasqui send text YOUR_PHONE "Hola"'),
      ],
    ],
    [
      'After that',
      [
        opened(settings),
        ...(isAsked
          ? []
          : [
              unseen('a permanent token: Business Settings > System Users, with whatsapp_business_messaging'),
              unseen('the templates of flows/templates.yaml, approved: npx chasqui templates status'),
            ]),
        unseen('business verification, to write first to more than 250 customers in 24 hours'),
      ],
    ],
  ]
}

function print(title: string, findings: Finding[]): void {
  console.log(title)
  for (const { mark, what, next } of findings) console.log(`  ${mark} ${what}${next ? `: ${next}` : ''}`)
  console.log()
}
