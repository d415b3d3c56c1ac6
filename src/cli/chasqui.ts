import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Grouping } from '../conversation/costs.ts'
import type { Language } from '../language/language.ts'
import type { StandIn } from './sandbox.ts'

/** The `chasqui` command. Exits with 0, with 1 when it failed (one line says why), or with 2 when it was used wrongly. */
const program = new Command('chasqui')
  .description('Chasqui answers customers of a vehicle workshop on WhatsApp.')
  .version(version(), '-V, --version', 'say which version this is')
  .exitOverride()
  .showHelpAfterError('(add --help for help)')

program
  .command('start')
  .description('run the server, as `npm start` does; in the sandbox while there are no credentials')
  .action(async () => {
    await import('../main.ts')
  })

program
  .command('chat')
  .description(
    'talk to the bot as a customer: in the running sandbox, else in one of its own that leaves nothing behind',
  )
  .option('--phone <digits>', 'the customer’s phone, with country code', readPhone, '59899123456')
  .option(...ofSeveral('whose bot it is; by default the first one’s'))
  .addHelpText('after', chatHelp())
  .action(async ({ phone, workshop }: { phone: string } & OfSeveral) =>
    (await import('./chat.ts')).chat(phone, workshop),
  )

program
  .command('replay')
  .description(
    'play recorded webhooks (.json) to the running server, or rehearse talks (.yaml) in a sandbox of their own',
  )
  .argument('<file...>')
  .option(
    '--as-recorded',
    'keep timestamps, ids and the number of a webhook; by default they become new and ours',
  )
  .option(
    '--at <moment>',
    'play one talk up to a step (5) or a time ("tuesday 10:00") alone, and show where it stands then',
  )
  .option(...ofSeveral('to whose number webhooks go, and who rehearses talks'))
  .addHelpText('after', replayHelp())
  .action(
    async (
      files: string[],
      { asRecorded = false, at, workshop }: { asRecorded?: boolean; at?: string } & OfSeveral,
    ) => (await import('./replay.ts')).replay(files, { asRecorded, at, workshop }),
  )

program
  .command('record')
  .description('write what was said with a customer down as a talk, without what tells who they are')
  .argument('<customer>', 'key of the conversation, or phone with country code')
  .argument('<file>', 'a new one, such as fixtures/talks/what-happened.yaml')
  .option(
    '--from <date>',
    'from this day on, such as 2026-11-01; by default all that was ever said',
    readDate,
  )
  .option(...ofSeveral('with which of them; by default the first'))
  .addHelpText('after', recordHelp())
  .action(async (customer: string, file: string, { from, workshop }: { from?: string } & OfSeveral) =>
    (await import('./talks/record.ts')).recordTalk(customer, file, { from, workshop }),
  )

program
  .command('rewind')
  .description('try another answer: play a conversation up to a time on a copy, and say something else there')
  .argument('<customer>', 'key of the conversation, or phone with country code')
  .requiredOption('--to <time>', 'up to when, on the workshop’s clock, such as 2026-11-27T10:00')
  .requiredOption('--say <text>', 'what the customer writes there')
  .option(...ofSeveral('with which of them; by default the first'))
  .addHelpText('after', rewindHelp())
  .action(async (customer: string, { to, say, workshop }: { to: string; say: string } & OfSeveral) =>
    (await import('./talks/rewind.ts')).rewind(customer, { to, say, workshop }),
  )

const send = program.command('send').description('send a message to a customer')

send
  .command('text')
  .description('send a text; a customer who has not written for 24 hours can only get a template')
  .argument('<to>', 'phone with country code', readPhone)
  .argument('<body>', 'the text')
  .option(...ofSeveral('from whose number'))
  .action(async (to: string, body: string, { workshop }: OfSeveral) =>
    (await import('./send.ts')).sendText(to, body, workshop),
  )

send
  .command('template')
  .description('send a template that Meta has approved')
  .argument('<to>', 'phone with country code', readPhone)
  .argument('<name>', 'name of the template')
  .argument('[lang]', 'its language, such as es; by default the one in flows/templates.yaml, else es')
  .argument('[param...]', 'the values of {{1}}, {{2}} … of its body')
  .option('--file <file>', 'for its header: an image, a film, or any other file as a document')
  .option(...ofSeveral('from whose number'))
  .action(
    async (
      to: string,
      name: string,
      language: string | undefined,
      values: string[],
      options: { file?: string } & OfSeveral,
    ) => (await import('./send.ts')).sendTemplate(to, name, language, values, options),
  )

send
  .command('document')
  .description('send a file; a customer who has not written for 24 hours can only get a template')
  .argument('<to>', 'phone with country code', readPhone)
  .argument('<file>', 'the file, at most 100 MB')
  .option('--caption <text>', 'a text below it, at most 1,024 characters')
  .option('--name <filename>', 'what it is called on the customer’s phone; by default as it is called here')
  .option(...ofSeveral('from whose number'))
  .action(async (to: string, file: string, options: { caption?: string; name?: string } & OfSeveral) =>
    (await import('./sendDocument.ts')).sendDocument(to, file, options),
  )

program
  .command('understand')
  .description('show what a text means, as one line of JSON; without a text, of each line of standard input')
  .argument('[text]')
  .option('--now <iso>', 'when it is said, such as 2026-11-26T09:30:00-03:00; by default now', readInstant)
  .addOption(new Option('--lang <language>', 'what customers mostly write').choices(['es', 'pt', 'en']))
  .option(...ofSeveral('in whose time zone; by default the first one’s'))
  .action(
    async (
      text: string | undefined,
      { now, lang: language, workshop }: { now?: number; lang?: Language } & OfSeveral,
    ) => (await import('./understand.ts')).understandTexts(text, { now, language, workshop }),
  )

const templates = program
  .command('templates')
  .description('look after the message templates of flows/templates.yaml, which Meta has to approve')

templates
  .command('list')
  .description('show what is in the file, a line for each template and language')
  .action(async () => (await import('./templates.ts')).listTemplates())

templates
  .command('status')
  .description(
    'ask Meta how each of them stands: approved, pending, rejected, paused, missing, or another than here',
  )
  .option(...ofSeveral('in whose business account'))
  .action(async ({ workshop }: OfSeveral) => (await import('./templates.ts')).showTemplates(workshop))

templates
  .command('push')
  .description(
    'hand in those that Meta does not have, and change those that it has otherwise where it lets us',
  )
  .option(...ofSeveral('to whose business account'))
  .action(async ({ workshop }: OfSeveral) => (await import('./templates.ts')).pushTemplates(workshop))

program
  .command('doctor')
  .description(
    'say what is missing to go live, how token, number, webhook and templates stand at Meta, and what to do next',
  )
  .option('--offline', 'ask nothing of Meta')
  .addHelpText('after', doctorHelp())
  .action(async (options: { offline?: boolean }) => (await import('./doctor.ts')).doctor(options))

const flows = program.command('flows').description('look after what a workshop edits')

flows
  .command('check')
  .description(
    'check all of flows/ for every kind of mistake of docs/flows-check.md: a line for each, with the file, the line and the cure',
  )
  .argument('[folder]', 'another folder than the project’s own flows/')
  .option('--json', 'print a list of {rule, file, line, column, message, cure} instead, for machines')
  .addHelpText(
    'after',
    '\nKeeps texts/keys.d.ts as the texts are, by which editors complete their keys.' +
      '\nExits with 0 when nothing is wrong, 1 when something is to mend, 2 on wrong usage.',
  )
  .action(async (folder: string | undefined, options: { json?: boolean }) =>
    (await import('./flows.ts')).checkFlows(folder, options),
  )

flows
  .command('new')
  .description(
    'write a new flow that works, to begin with: its file, its texts in each language, its place in index.ts, and a talk',
  )
  .argument('<name>', 'such as roadHelp; customers begin it by writing "road help"')
  .option(
    '--folder <folder>',
    'other flows than the project’s own; the talk goes to fixtures/talks beside them',
  )
  .action(async (name: string, { folder }: { folder?: string }) =>
    (await import('./newFlow/newFlow.ts')).newFlow(name, folder),
  )

flows
  .command('diagram')
  .description(
    'draw the flows as they are, and how they call each other: as Mermaid text, a line for each arrow, or as SVG',
  )
  .argument('[flow]', 'one of them, or "conversation" for the whole; by default all')
  .option('--svg', 'print a picture instead; by default of the whole conversation')
  .option('--out <folder>', 'write conversation.mmd and .svg there, and in its flows/ those of each flow')
  .addHelpText(
    'after',
    '\nTo see what an edit changes, write them before and after it, and compare the .mmd files.',
  )
  .action(async (flow: string | undefined, options: { svg?: boolean; out?: string }) =>
    (await import('./diagrams.ts')).drawFlows(flow, options),
  )

flows
  .command('try')
  .description(
    'try edited flows before they are in force: what becomes of each talk, and how recent talks would go',
  )
  .argument('<folder>', 'the edited copy of flows/')
  .option('--export <file>', 'what `chasqui store export` wrote; by default what is stored here')
  .option('--talks <number>', 'how many recent talks are played with both flows', readCount, 10)
  .addHelpText('after', tryHelp())
  .action(async (folder: string, asked: { export?: string; talks: number }) =>
    (await import('./try/try.ts')).tryFlows(folder, { export: asked.export, talks: asked.talks }),
  )

program
  .command('costs')
  .description('sum up what Meta charges for the messages that arrived; also while the server runs')
  .option('--from <date>', 'from this day on, such as 2026-11-01', readDate)
  .option('--to <date>', 'until before this day', readDate)
  .addOption(
    new Option('--by <what>', 'of what each line is')
      .choices(['conversation', 'appointment', 'category', 'month'])
      .default('category'),
  )
  .option(...ofSeveral('whose; by default the first one’s'))
  .addHelpText('after', costsHelp())
  .action(async (asked: { from?: string; to?: string; by: Grouping } & OfSeveral) =>
    (await import('./costs.ts')).showCosts(asked),
  )

program
  .command('sandbox')
  .description('run the stand-in of Meta’s Cloud API by itself, for anyone’s bot in any language')
  .option('--port <number>', 'where it listens, on this machine only; 0 for any that is free', readPort, 8001)
  .option('--callback <url>', 'where the bot takes webhooks', readUrl, 'http://127.0.0.1:8000/webhook')
  .option('--verify-token <word>', 'for the handshake', 'verify-me')
  .option('--phone-number-id <id>', 'of the bot’s number', '100000000000001')
  .option('--account <id>', 'the business account', '100000000000002')
  .option('--token <token>', 'the access token', 'sandbox-token')
  .option('--app-secret <secret>', 'what webhooks are signed with', 'sandbox-secret')
  .option('--data <folder>', 'keep the chats there; by default they are gone when it ends')
  .action(async (asked: StandIn) => (await import('./sandbox.ts')).runSandbox(asked))

const dead = program.command('deadletters').description('look after what came and could not be handled')

dead
  .command('list')
  .description('a line for each, oldest first; also while the server runs')
  .action(async () => (await import('./deadLetters.ts')).listDeadLetters())

dead
  .command('show')
  .description('one as it came, with names, phones and what was said')
  .argument('<id>', 'as `list` has it')
  .action(async (id: string) => (await import('./deadLetters.ts')).showDeadLetter(id))

dead
  .command('retry')
  .description('have one handled again, as after a flow was mended: the bot has the floor again and answers')
  .argument('<id>', 'as `list` has it')
  .action(async (id: string) => (await import('./deadLetters.ts')).retryDeadLetter(id))

const store = program
  .command('store')
  .description('look after what is stored in DATA_DIR, or at DATABASE_URL')

store
  .command('check')
  .description(
    'look for everything that must never be so in what is stored; a line for each, with what to do',
  )
  .action(async () => (await import('./store/check.ts')).checkStore())

store
  .command('show')
  .description('show one conversation or, without a customer, how much is stored and due')
  .argument('[customer]', 'key of the conversation, or phone with country code')
  .option(...ofSeveral('of which alone; by default whatever is stored of any'))
  .action(async (customer: string | undefined, { workshop }: OfSeveral) =>
    (await import('./store/show.ts')).showStore(customer, workshop),
  )

store
  .command('export')
  .description(
    'write everything that is stored as JSON lines, but for the files of customers; also while the server runs',
  )
  .argument('[file]', 'by default standard output')
  .action(async (file: string | undefined) => (await import('./store/export.ts')).exportStore(file))

store
  .command('import')
  .description('fill an empty DATA_DIR, or database, with what was exported; no server may run on it')
  .argument('<file>', 'what `chasqui store export` wrote')
  .action(async (file: string) => (await import('./store/import.ts')).importInto(file))

interface OfSeveral {
  workshop?: string
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}

/** The option of commands that are about one of several workshops. */
function ofSeveral(what: string): [flags: string, description: string] {
  return ['--workshop <id>', `where there are several workshops: ${what}`]
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}

function readPhone(phone: string): string {
  const digits = phone.replace(/[\s()+-]/g, '')
  if (/^\d{8,15}$/.test(digits)) return digits
  throw new InvalidArgumentError('Write a phone with its country code, such as 59899123456.')
}

function readPort(written: string): number {
  const port = Number(written)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Write a port from 0 to 65535.')
}

function readCount(written: string): number {
  const count = Number(written)
  if (Number.isInteger(count) && count >= 0 && count <= 1000) return count
  throw new InvalidArgumentError('Write a number from 0 to 1000.')
}

function readUrl(written: string): string {
  if (/^https?:\/\/[^/]/.test(written) && URL.canParse(written)) return written
  throw new InvalidArgumentError('Write a URL such as http://127.0.0.1:8000/webhook.')
}

function readDate(day: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day
  throw new InvalidArgumentError('Write a date such as 2026-11-01.')
}

function readInstant(iso: string): number {
  const instant = Date.parse(iso)
  if (!Number.isNaN(instant) && /^\d{4}-\d{2}-\d{2}/.test(iso)) return instant
  throw new InvalidArgumentError('Write an instant in ISO 8601, such as 2026-11-26T09:30:00-03:00.')
}

function chatHelp(): string {
  return `
Each line is a message. The number of an option taps it. An empty line looks whether something new came.
  /later PT24H   moves the sandbox’s clock on
  /send audio    sends a voice note (or image, video, document, sticker, location, contacts)
Ends at the end of the input (Ctrl-D).`
}

function doctorHelp(): string {
  return `
✓ is there, ✗ is missing or wrong (it then exits with 1), – is to be looked at, or cannot be seen from here. With a token
and a number Meta is asked, and nothing is changed there: the token's expiry and permissions, the number's quality and
limit, whether webhooks come, templates, and the clock. It may run beside the server.`
}

function costsHelp(): string {
  return `
Meta says of each message what it is charged as, and charges those that are delivered. With prices in workshop.yaml there
are sums of money, too; Meta's bill is the truth. By appointment, a message counts for the customer's next appointment: what
led to it, its reminders, and all else until it ends. What was deleted with a customer is not in it any more.`
}

function tryHelp(): string {
  return `
Each talk that goes on is placed in the edited flows as its next message would: it is the same there, or moved by the flow's
migration, or its flow begins again and says so; or it is stranded: what was asked is gone, or cannot begin. With any that is
stranded, and with any mistake that flows check finds, it exits with 1. It works on a copy: nothing that is stored changes,
and nothing is sent. The server may run meanwhile.`
}

function recordHelp(): string {
  return `
Names, phones, plates and addresses of mail are replaced, days become those of a week, so that the talk never ages. What people
tell in their own words cannot be recognised: read it before you pass it on. It is rehearsed at once, on an empty agenda, and
shows where it goes another way than it went. How talks are written: fixtures/talks/README.md.`
}

function rewindHelp(): string {
  return `
Nothing of it is stored, sent or seen by anybody. It runs with the flows as they are now, beside the appointments that all
other customers have now.`
}

function replayHelp(): string {
  return `
A webhook is made new before it is posted: its timestamps move to now, its messages get new ids (else the server would
know them and say nothing), and it is addressed to our number. With --as-recorded it is posted as it stands.
How talks are written: fixtures/talks/README.md.`
}
