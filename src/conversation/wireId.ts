/**
 * The id that a button or a list row carries: which frame offered it, in which turn, and the flow's own id of the
 * option. Customers can forge it, so it only says which question is answered, never what is allowed.
 */
export interface WireId {
  frame: number
  turn: number
  choice: string
}

export function wireId({ frame, turn, choice }: WireId): string {
  return `${frame}.${turn}.${choice}`
}

export function readWireId(id: string): WireId | undefined {
  const match = /^(\d{1,15})\.(\d{1,15})\.(.+)$/s.exec(id)
  return match ? { frame: Number(match[1]), turn: Number(match[2]), choice: match[3]! } : undefined
}
