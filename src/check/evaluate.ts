import { dirname, resolve } from 'node:path'
import { bare, isFunction, type Node, nameOf, placeOf, type Source } from './source.ts'
import {
  alternatives,
  anyProp,
  either,
  itemsOf,
  mostOf,
  nothing,
  prop,
  type Scope,
  unknown,
  type Value,
} from './values.ts'

/** Which way a condition goes, if that is settled: it is asked by its words, with its file. */
export type Settle = (condition: string) => boolean | undefined

/** Tells what an expression can be, without running it: names, calls of functions of flow files and lists are followed. */
export class Evaluator {
  readonly #sources: Map<string, Source>
  readonly #settle: Settle
  #depth = 0

  constructor(sources: Map<string, Source>, settle: Settle) {
    this.#sources = sources
    this.#settle = settle
  }

  /** What a function gives back when nothing is known of what it is handed. */
  result(source: Source, node: Node): Value {
    return isFunction(node) ? this.#apply(node, this.#top(source), []) : this.value(node, this.#top(source))
  }

  value(expression: Node, scope: Scope): Value {
    const node = bare(expression)
    const place = placeOf(scope.file, node)
    switch (node.type) {
      case 'StringLiteral':
        return { kind: 'text', text: node.value, place }
      case 'TemplateLiteral':
        return node.expressions.length > 0
          ? unknown
          : { kind: 'text', text: node.quasis[0]?.value.cooked ?? '', place }
      case 'NumericLiteral':
        return { kind: 'number', number: node.value }
      case 'NullLiteral':
        return nothing
      case 'Identifier':
        return node.name === 'undefined' ? nothing : (scope.find(node.name) ?? unknown)
      case 'ObjectExpression':
        return this.#object(node, scope)
      case 'ArrayExpression':
        return this.#list(node, scope)
      case 'ConditionalExpression': {
        const way = this.#way(node.test, scope)
        if (way !== undefined) return this.value(way ? node.consequent : node.alternate, scope)
        return either([this.value(node.consequent, scope), this.value(node.alternate, scope)])
      }
      case 'LogicalExpression': {
        const right = this.value(node.right, scope)
        if (node.operator !== '&&') return either([this.value(node.left, scope), right])
        const way = this.#way(node.left, scope)
        if (way !== undefined) return way ? right : nothing
        return either([nothing, right])
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const object = this.value(node.object, scope)
        if (object.kind === 'unknown') return unknown
        if (!node.computed && node.property.type === 'Identifier')
          return prop(object, node.property.name) ?? unknown
        const key = node.property.type === 'StringLiteral' ? node.property.value : undefined
        return key === undefined ? anyProp(object) : (prop(object, key) ?? unknown)
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { kind: 'function', node, scope }
      case 'CallExpression':
      case 'OptionalCallExpression':
        return this.#call(node, scope)
      default:
        return unknown
    }
  }

  #object(node: Node & { type: 'ObjectExpression' }, scope: Scope): Value {
    const props = new Map<string, Value>()
    let isOpen = false
    for (const each of node.properties) {
      const name = nameOf(each)
      if (each.type === 'SpreadElement') {
        for (const spread of alternatives(this.value(each.argument, scope))) {
          if (spread.kind === 'object') for (const [key, value] of spread.props) props.set(key, value)
          if (spread.kind === 'unknown' || (spread.kind === 'object' && spread.isOpen)) isOpen = true
        }
      } else if (name === undefined) isOpen = true
      else props.set(name, each.type === 'ObjectProperty' ? this.value(each.value as Node, scope) : unknown)
    }
    return { kind: 'object', props, isOpen, place: placeOf(scope.file, node) }
  }

  #list(node: Node & { type: 'ArrayExpression' }, scope: Scope): Value {
    const items: Value[] = []
    let most = 0
    for (const each of node.elements) {
      if (!each) continue
      const value = this.value(each.type === 'SpreadElement' ? each.argument : each, scope)
      most += each.type === 'SpreadElement' ? mostOf(value) : 1
      if (each.type === 'SpreadElement') items.push(...itemsOf(value))
      else items.push(value)
    }
    return { kind: 'list', items, most, place: placeOf(scope.file, node) }
  }

  #call(node: Node & { type: 'CallExpression' | 'OptionalCallExpression' }, scope: Scope): Value {
    const args = node.arguments.map((each) => this.value(each as Node, scope))
    const callee = bare(node.callee as Node)
    if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
      const name = callee.property.type === 'Identifier' ? callee.property.name : ''
      return this.#method(this.value(callee.object, scope), name, args, placeOf(scope.file, node))
    }
    const called = this.value(callee, scope)
    return called.kind === 'function' ? this.#apply(called.node, called.scope, args) : unknown
  }

  /** Of lists, the methods with which flows lay out options. */
  #method(owner: Value, name: string, args: Value[], place: ReturnType<typeof placeOf>): Value {
    const items = itemsOf(owner)
    const of = items.length > 0 ? items : [unknown]
    const most = owner.kind === 'unknown' ? Number.POSITIVE_INFINITY : mostOf(owner)
    const [first, second] = args
    if (name === 'slice') {
      const from = numbersIn(first, 0)
      const to = numbersIn(second, Number.POSITIVE_INFINITY)
      const room = from < 0 ? -from : to < 0 ? most : to - from
      return { kind: 'list', items: of, most: Math.min(most, Math.max(0, room)), place }
    }
    if (name === 'filter' || name === 'toSorted' || name === 'toReversed')
      return { kind: 'list', items: of, most, place }
    if ((name === 'map' || name === 'flatMap') && first?.kind === 'function') {
      const made = of.map((each) => this.#apply(first.node, first.scope, [each]))
      if (name === 'map') return { kind: 'list', items: made, most, place }
      return { kind: 'list', items: made.flatMap(itemsOf), most: most * Math.max(...made.map(mostOf)), place }
    }
    return unknown
  }

  #apply(node: Node, outer: Scope, args: Value[]): Value {
    if (!isFunction(node) || this.#depth > deepest) return unknown
    const names = new Map<string, Value>()
    for (const [index, param] of node.params.entries()) bind(names, param, args[index] ?? unknown)
    const scope: Scope = { file: outer.file, find: (name) => names.get(name) ?? outer.find(name) }
    this.#depth++
    try {
      if (node.body.type !== 'BlockStatement') return this.value(node.body, scope)
      const results = this.#run(node.body.body, scope, names).results
      return results.length > 0 ? either(results) : nothing
    } finally {
      this.#depth--
    }
  }

  #run(statements: Node[], scope: Scope, names: Map<string, Value>): { results: Value[]; isOver: boolean } {
    const results: Value[] = []
    for (const statement of statements) {
      if (statement.type === 'VariableDeclaration') {
        for (const { id, init } of statement.declarations)
          bind(names, id as Node, init ? this.value(init, scope) : unknown)
      } else if (statement.type === 'ReturnStatement') {
        results.push(statement.argument ? this.value(statement.argument, scope) : nothing)
        return { results, isOver: true }
      } else if (statement.type === 'IfStatement') {
        const way = this.#way(statement.test, scope)
        const branches = [way !== false && statement.consequent, way !== true && statement.alternate]
        const ran = branches
          .filter((each): each is NonNullable<typeof each> & Node => Boolean(each))
          .map((each) => this.#run(each.type === 'BlockStatement' ? each.body : [each], scope, names))
        results.push(...ran.flatMap((each) => each.results))
        const isWhole = way === undefined ? ran.length === 2 : ran.length === 1
        if (isWhole && ran.every(({ isOver }) => isOver)) return { results, isOver: true }
      }
    }
    return { results, isOver: false }
  }

  #way(test: Node, scope: Scope): boolean | undefined {
    const node = bare(test)
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const way = this.#way(node.argument, scope)
      return way === undefined ? undefined : !way
    }
    const source = this.#sources.get(scope.file)
    return this.#settle(`${scope.file} ${source?.text.slice(node.start ?? 0, node.end ?? 0)}`)
  }

  /** The names of a whole file. */
  #top(source: Source): Scope {
    const scope: Scope = { file: source.file, find: (name) => this.#find(source, scope, name) }
    return scope
  }

  #find(source: Source, scope: Scope, name: string): Value | undefined {
    for (const statement of source.program.body) {
      if (statement.type === 'ImportDeclaration') {
        const found = statement.specifiers.find((each) => each.local.name === name)
        if (found?.type !== 'ImportSpecifier') continue
        const other = this.#sources.get(resolve(dirname(source.file), statement.source.value))
        const imported = found.imported.type === 'Identifier' ? found.imported.name : found.imported.value
        return other && this.#find(other, this.#top(other), imported)
      }
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
      if (declared?.type === 'FunctionDeclaration' && declared.id?.name === name)
        return { kind: 'function', node: declared, scope }
      if (declared?.type !== 'VariableDeclaration') continue
      const found = declared.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)
      if (found?.init && declared.kind === 'const' && this.#depth < deepest) {
        this.#depth++
        try {
          return this.value(found.init, scope)
        } finally {
          this.#depth--
        }
      }
    }
    return undefined
  }
}

/** Calls within calls; beyond that nothing is known. */
const deepest = 12

function bind(names: Map<string, Value>, pattern: Node, value: Value): void {
  if (pattern.type === 'Identifier') names.set(pattern.name, value)
  else if (pattern.type === 'AssignmentPattern') bind(names, pattern.left as Node, value)
  else if (pattern.type === 'ObjectPattern') {
    for (const each of pattern.properties) {
      if (each.type === 'RestElement') bind(names, each.argument as Node, unknown)
      else bind(names, each.value as Node, prop(value, nameOf(each) ?? '') ?? unknown)
    }
  } else if (pattern.type === 'ArrayPattern') {
    for (const each of pattern.elements) if (each) bind(names, each as Node, unknown)
  }
}

/** The largest of the numbers that it can be. */
function numbersIn(value: Value | undefined, otherwise: number): number {
  if (!value) return otherwise
  return Math.max(...alternatives(value).map((each) => (each.kind === 'number' ? each.number : otherwise)))
}
