import type { Resource, Workshop } from '../../src/agenda/workshop.ts'
import { Phone } from '../../src/cli/phone.ts'
import { serverAt } from '../../src/cli/server.ts'
import { Calendar } from '../../src/cli/talks/calendar.ts'
import { play } from '../../src/cli/talks/rehearse.ts'
import { filesFor, type Step } from '../../src/cli/talks/talk.ts'
import { defaultFlows } from '../../src/defaultFlows.ts'
import type { MessageView } from '../../src/sandbox/view.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { agendaHolds, agendaOf, type Transcript, transcriptsOf } from '../siege/laws.ts'
import { type Standing, standingOf } from './standing.ts'

/** What is on of `after` in each talk of the walk. */
export const after = { ready: 0, noShow: 30, rating: 3, ratingTemplate: true }

/** A talk to be walked: the way to a state, and one thing more. */
export interface Walk {
  steps: Step[]
  /** Where it stood before its last step. */
  from: Standing | undefined
}

/** What a walk came to. */
export interface Walked extends Walk {
  standing: Standing
  /** What was said after the last step. */
  said: MessageView[]
  transcript: Transcript
  appointments: Awaited<ReturnType<typeof agendaOf>>
  /** Why a step could not be done. */
  failed?: string
}

/** Walks that are silent at the same times go side by side, each a customer of their own, in one new sandbox. */
export async function walkTogether(walks: Walk[], flows = defaultFlows): Promise<Walked[]> {
  const { files, areMany } = filesFor({ after } as never, flows)
  const roomy = files.map((file) => ({ ...file, workshop: withRoom(file.workshop, walks.length) }))
  const app = await startSandbox({ flows: flows, files: { files: roomy, areMany } })
  try {
    const server = serverAt(app.url)
    const { workshop } = roomy[0]!
    const calendar = new Calendar(workshop, app.chasqui.clock.now())
    const seconds = Math.ceil((calendar.at('monday 09:30') - app.chasqui.clock.now()) / 1000)
    await app.advance(`PT${seconds}S`)
    const phones = walks.map((_, index) => new Phone(server, `598991${String(index + 1).padStart(5, '0')}`))
    const said: MessageView[][] = walks.map(() => [])
    const failed: (string | undefined)[] = walks.map(() => undefined)
    const places = walks.map(() => 0)
    for (;;) {
      await Promise.all(
        Array.from({ length: abreast }, async (_, lane) => {
          for (let index = lane; index < walks.length; index += abreast) {
            const { steps } = walks[index]!
            for (let step = steps[places[index]!]; step && !step.later && !failed[index]; ) {
              try {
                said[index] = await play(step, server, phones[index]!, calendar)
              } catch (error) {
                failed[index] = (error as Error).message
              }
              step = steps[++places[index]!]
            }
          }
        }),
      )
      const later = walks.flatMap(({ steps }, index) => steps[places[index]!]?.later ?? [])[0]
      if (later === undefined) break
      await app.advance(later)
      for (const [index, { steps }] of walks.entries()) {
        if (steps[places[index]!]?.later === undefined) continue
        said[index] = (await phones[index]!.look()).filter(({ from }) => from === 'workshop')
        places[index]!++
      }
    }
    await app.chasqui.engine.settled()
    const now = app.chasqui.clock.now()
    const agenda = await agendaOf(app.chasqui.store)
    agendaHolds(agenda, now)
    const transcripts = new Map(
      (await transcriptsOf(app.chasqui.store)).map((each) => [each.conversation.phone, each]),
    )
    return walks.flatMap((walk, index) => {
      const transcript = transcripts.get(phones[index]!.digits)
      if (!transcript) return []
      const appointments = agenda.filter(({ customer }) => customer === transcript.conversation.key)
      const standing = standingOf(transcript, appointments, now, walk.from?.before ?? [])
      const why = failed[index]
      return [
        { ...walk, standing, said: said[index]!, transcript, appointments, ...(why && { failed: why }) },
      ]
    })
  } finally {
    await app.close()
  }
}

/** Customers who are served at the same time. */
const abreast = 6

/** So many bays and mechanics that nobody takes another's place. */
function withRoom(workshop: Workshop, customers: number): Workshop {
  const many = ([first]: Resource[], name: string) =>
    Array.from({ length: customers + 1 }, (_, index) => ({ ...first!, id: `${name}-${index + 1}` }))
  const bays = many(workshop.bays, 'bay')
  const mechanics = many(workshop.mechanics, 'mechanic')
  const services = workshop.services.map((service) => ({
    ...service,
    bays: bays.map(({ id }) => id),
    mechanics: service.mechanics.length === 0 ? [] : mechanics.map(({ id }) => id),
  }))
  return { ...workshop, bays, mechanics, services }
}
