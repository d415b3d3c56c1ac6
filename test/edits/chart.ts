import { parse } from '@babel/parser'
import type { CallExpression, ObjectExpression, ObjectProperty, StringLiteral } from '@babel/types'
import { bare, type Node, nameOf, walk } from '../../src/check/source.ts'

/** A flow file as text that can be edited in several places at once. */
export class ChartText {
  readonly text: string
  readonly #program: Node
  readonly #edits: { start: number; end: number; by: string }[] = []

  constructor(text: string) {
    this.text = text
    this.#program = parse(text, { sourceType: 'module', plugins: ['typescript'] }).program
  }

  /** A state, by its keys from the root. @throws where there is none */
  state(path: string[]): ObjectProperty {
    let within: Node = this.#chart()
    for (const key of path) within = property(property(within, 'states').value, key)
    return within as ObjectProperty
  }

  /** The names of the states at the root. */
  states(): string[] {
    return (property(this.#chart(), 'states').value as ObjectExpression).properties.map(
      (each) => nameOf(each)!,
    )
  }

  /** Where a state is named: by targets, by `initial`, and by what makes arrows. */
  refs(within: Node = this.#program): Ref[] {
    return walk(within).flatMap((node): Ref[] => {
      if (node.type === 'ObjectProperty' && ['target', 'initial'].includes(nameOf(node) ?? ''))
        return literals(node.value).map((literal) => ({ literal, isInitial: nameOf(node) === 'initial' }))
      if (isArrowMaker(node))
        return literals(node.arguments.at(-1)!).map((literal) => ({ literal, isInitial: false }))
      return []
    })
  }

  /** Where a state of this path is named. */
  refsTo(path: string[], within?: Node): Ref[] {
    const names = [path.join('.'), `.${path.join('.')}`]
    return this.refs(within).filter(
      ({ literal: { value }, isInitial }) => names.includes(value) || (isInitial && value === path.at(-1)),
    )
  }

  /** What makes arrows that lead to `booking` and `seeingAppointments`, which it names itself. */
  wishes(): Node[] {
    return walk(this.#program).filter((node) =>
      isCallOf(node, ['wishing', 'afterAppointments', 'afterBooking']),
    )
  }

  all(): Node[] {
    return walk(this.#program)
  }

  replace({ start, end }: Node, by: string): void {
    this.#edits.push({ start: start!, end: end!, by })
  }

  insert(at: number, by: string): void {
    this.#edits.push({ start: at, end: at, by })
  }

  /** Takes out a member of an object or a list, with its comma. */
  remove(node: Node): void {
    const rest = this.text.slice(node.end!)
    this.#edits.push({ start: node.start!, end: node.end! + (/^\s*,/.exec(rest)?.[0].length ?? 0), by: '' })
  }

  /** The text with all edits; what is taken out is edited no more. */
  edited(): string {
    const removals = this.#edits.filter(({ by, start, end }) => by === '' && end > start)
    return this.#edits
      .filter(
        (each) =>
          !removals.some(
            (removal) => removal !== each && removal.start <= each.start && each.end <= removal.end,
          ),
      )
      .toSorted((a, b) => b.start - a.start)
      .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), this.text)
  }

  #chart(): Node {
    const call = walk(this.#program).find(
      (node): node is CallExpression =>
        node.type === 'CallExpression' &&
        node.callee.type === 'MemberExpression' &&
        (node.callee.property as { name?: string }).name === 'createMachine',
    )
    return bare(call!.arguments[0]!)
  }
}

export interface Ref {
  literal: StringLiteral
  isInitial: boolean
}

/** A property of an object. @throws where there is none */
export function property(node: Node, name: string): ObjectProperty {
  const object = bare(node.type === 'ObjectProperty' ? node.value : node) as ObjectExpression
  const found = object.properties.find((each) => nameOf(each) === name)
  if (!found) throw new Error(`There is no ${name}`)
  return found as ObjectProperty
}

/** What makes arrows, and is told last where they lead. */
export function isArrowMaker(node: Node): node is CallExpression {
  return isCallOf(node, ['choosing', 'takingVehicle', 'afterAppointments', 'afterBooking'])
}

function isCallOf(node: Node, names: string[]): node is CallExpression {
  return (
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && names.includes(node.callee.name)
  )
}

export function literals(node: Node): StringLiteral[] {
  return walk(node).filter((each): each is StringLiteral => each.type === 'StringLiteral')
}
