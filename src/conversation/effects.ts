import type { TextKey } from './textKey.ts'
import type { Remark, Reply, TalkEvent } from './vocabulary.ts'

/** For `actions` in a flow's `setup`: what a flow may ask for. They do nothing themselves; the engine performs them. */
export const effects = {
  /** Says something to the customer. */
  reply: (_: unknown, _params: Reply<TextKey>) => {},
  /** Says something beside what was asked, which is asked again after it. */
  remark: (_: unknown, _params: Remark<TextKey>) => {},
  /** Sets an alarm that outlives the flow: at `at` (ISO 8601), `event` happens. A name that is set again is replaced. */
  setAlarm: (_: unknown, _params: { name: string; at: string; event: TalkEvent }) => {},
  clearAlarm: (_: unknown, _params: { name: string }) => {},
  /** Gives the floor to a person of the workshop; `about`: id of the appointment that it is about. */
  callPerson: (_: unknown, _params?: { about: string }) => {},
  /** Forgets the customer for good, a minute after what is said now has left: it cannot be undone. */
  forgetCustomer: () => {},
}

export const effectNames: ReadonlySet<string> = new Set(Object.keys(effects))
