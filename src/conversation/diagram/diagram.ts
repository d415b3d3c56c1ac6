import type { Flows } from '../chart.ts'
import { drawnOf } from './chart.ts'
import { mermaidOf } from './mermaid.ts'
import { pictureOf } from './picture.ts'
import { wholeOf } from './whole.ts'

/** Something drawn, in Mermaid's words. */
export interface Diagram {
  name: string
  /** To be compared: a line for each arrow. */
  text: string
  /** To be looked at: SVG is made of it. */
  picture: string
}

/** The name of the whole conversation among the diagrams. */
export const whole = 'conversation'

/** Each flow, in the order of `index.ts`, and then the whole conversation. */
export function diagramsOf(all: Flows): Diagram[] {
  const drawn = Object.entries(all.flows).map(([name, flow]) => drawnOf(name, flow))
  const names = new Set(Object.keys(all.flows))
  const conversation = wholeOf(all, drawn)
  return [
    ...drawn.map((each) => ({ name: each.name, text: mermaidOf(each), picture: pictureOf(each, names) })),
    { name: whole, text: conversation, picture: conversation },
  ]
}
