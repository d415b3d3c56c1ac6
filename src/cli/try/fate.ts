import type { Conversation, Message } from '../../conversation/conversation.ts'
import { breaches } from '../../conversation/invariants.ts'
import { mend } from '../../conversation/mend.ts'
import { type House, Turn } from '../../conversation/turn.ts'
import type { View } from '../../store/store.ts'

/** What becomes of a talk when its flows are other ones: it goes on, if need be after `migrate`; or begins a flow again; or cannot. */
export interface Fate {
  fate: 'same' | 'moved' | 'restarted' | 'stranded'
  why?: string
}

/** Fits a conversation to flows that are not in force yet, as its next turn would, and looks whether it can go on. */
export async function fateIn(house: House, view: View<Conversation, Message>, now: number): Promise<Fate> {
  const before = view.conversation!
  const { flows } = house.flows
  const { talk: fitted, restarts } = mend(house.flows, before, now)
  const gone = before.talk.filter(({ flow }) => !flows[flow]).map(({ flow }) => flow)
  const turn = new Turn(house, view, before, now)
  let after: Conversation
  try {
    await turn.mend()
    after = turn.end().conversation ?? before
  } catch (error) {
    return {
      fate: 'stranded',
      why: `it cannot begin again: ${error instanceof Error ? error.message : error}`,
    }
  }
  const [breach] = breaches(after, flows)
  if (breach) return { fate: 'stranded', why: breach.what }
  if (after.talk.length === 0)
    return gone.length > 0
      ? { fate: 'stranded', why: `${gone.join(' and ')} is gone, and what was asked there` }
      : { fate: 'stranded', why: 'nothing is left of it' }
  if (restarts.length > 0) {
    const again = before.talk.filter(({ id }) =>
      restarts.some((each) => 'restart' in each && each.restart === id),
    )
    return { fate: 'restarted', why: `${again.map(({ flow }) => flow).join(' and ')} begins again` }
  }
  const migrated = fitted.talk.filter(({ id, snapshot }) =>
    before.talk.some((each) => each.id === id && each.snapshot !== snapshot),
  )
  if (migrated.length === 0) return { fate: 'same' }
  return { fate: 'moved', why: `${migrated.map(({ flow }) => flow).join(' and ')} by its migration` }
}
