import type { Appointment } from '../../src/agenda/appointment.ts'
import { stateName } from '../../src/conversation/chart.ts'
import type { Transcript } from '../siege/laws.ts'

/** Where a conversation stands, as the walk tells states apart. */
export interface Standing {
  /** The stack, what is asked, who has the floor, what is held and what stands in the agenda. */
  key: string
  /** The stack alone: `greeting.handing > booking.askingService`. */
  shape: string
  options: string[]
  attention: 'bot' | 'human'
  statuses: string[]
  /** How long until something falls due by itself, as a step of a talk has it. */
  silence: string | undefined
  /** Titles that were offered before. */
  before: string[]
}

/** @param now Unix ms */
export function standingOf(
  { conversation }: Transcript,
  appointments: Appointment[],
  now: number,
  before: string[],
): Standing {
  const { talk, attention, hold, dueAt, misses = 0 } = conversation
  const shape = talk.map(({ flow, snapshot }) => `${flow}.${stateName(snapshot as object)}`).join(' > ')
  const options = talk.at(-1)?.question?.options.map(({ title }) => title) ?? []
  const statuses = appointments.map(({ status }) => status).sort()
  const titles = [...new Set(options.map((title) => (/\d/.test(title) ? '#' : title)))]
  const key = [shape || 'nothing', titles.join('/'), attention, hold ? 'hold' : '', statuses.join(), misses]
  return {
    key: key.join(' | '),
    shape,
    options,
    attention,
    statuses,
    silence: dueAt === null || dueAt > now + 59 * day ? undefined : later(dueAt - now),
    before: [...new Set([...before, ...options])],
  }
}

const [minute, day] = [60_000, 86_400_000]

/** In whole quarters of an hour, so that many can be silent side by side. */
function later(time: number): string {
  return `PT${(Math.floor(Math.max(0, time) / (15 * minute)) + 1) * 15}M`
}
