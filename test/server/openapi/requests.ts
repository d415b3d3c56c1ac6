import * as fc from 'fast-check'
import type { Document, Operation, Schema } from './document.ts'

/** A request that was made of the document, whole or mangled. In its words `@id:7` stands for something that is there. */
export interface Request {
  method: string
  /** As the document has it: `/api/v1/appointments/{id}`. */
  route: string
  path: Record<string, string>
  query: [name: string, value: string][]
  body: unknown
  key: string | undefined
  /** Posted in place of the body. */
  raw: string | undefined
}

/** Requests of any operation; about half of them are as the document wants them. */
export function requests({ paths }: Document): fc.Arbitrary<Request> {
  const each = Object.entries(paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestOf(method, route, operation)),
  )
  return fc.oneof(...each)
}

function requestOf(
  method: string,
  route: string,
  { parameters = [], requestBody }: Operation,
): fc.Arbitrary<Request> {
  const of = (where: string) => parameters.filter((each) => each.in === where)
  const schema = requestBody?.content['application/json']?.schema
  const [, , , kind = ''] = route.split('/')
  const path = fc.record(
    Object.fromEntries(
      of('path').map(({ name, schema }) => [
        name,
        rarely(fc.oneof(oddWords, sound(name, schema)), known(name === 'id' ? kind : nameIn(method, name))),
      ]),
    ),
  )
  const query = fc
    .tuple(
      ...of('query').map(({ name, schema, required }) => {
        const value = rarely(oddWords, sound(name, schema).map(String))
        const pair = value.map((each) => [name, each] as [string, string])
        return required ? rarely(fc.constant(undefined), pair) : fc.option(pair, { nil: undefined, freq: 2 })
      }),
      rarely(fc.tuple(oddWords, oddWords), fc.constant(undefined), 20),
    )
    .map((pairs) => pairs.filter((pair) => pair !== undefined))
  const body = schema ? fc.oneof(sound('', schema), sound('', schema).chain(mangled)) : fc.constant(undefined)
  return fc.record({
    method: fc.constant(method),
    route: fc.constant(route),
    path: path as fc.Arbitrary<Record<string, string>>,
    query,
    body,
    key: rarely(fc.constant('k'.repeat(300)), fc.constantFrom(undefined, 'one', 'two'), 20),
    raw: schema ? rarely(oddBodies, fc.constant(undefined)) : fc.constant(undefined),
  })
}

/** What a schema takes, and where it takes more than could mean something, what is there. */
function sound(name: string, schema: Schema): fc.Arbitrary<unknown> {
  const { type, enum: values, pattern, format, properties, required = [], examples } = schema
  if (Array.isArray(examples)) {
    const given = fc.constantFrom(...examples)
    return type === 'object' ? fc.oneof(given, objectOf(properties, required as string[])) : given
  }
  if (Array.isArray(values)) return fc.constantFrom(...values)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (type === 'object') return objectOf(properties, required as string[])
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1000) })
  if (format === 'date') return days.map((each) => each.slice(0, 10))
  if (format === 'date-time') return days
  if (name === 'workshop') return rarely(fc.constant('other'), fc.constant('torke'), 10)
  if (knowable.has(name)) return known(name)
  if (typeof pattern === 'string') return fc.oneof(known('cursor'), matching(pattern))
  return type === 'string'
    ? fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('frenos', 'Ñandú 🚗'))
    : fc.jsonValue()
}

function objectOf(properties: unknown, required: string[]): fc.Arbitrary<unknown> {
  const fields = Object.entries((properties ?? {}) as Record<string, Schema>)
  const model = Object.fromEntries(fields.map(([name, schema]) => [name, sound(name, schema)]))
  return fc.record(model, { requiredKeys: required })
}

/** One thing of it is otherwise than it should be. */
function mangled(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null) return oddValues
  const names = Object.keys(body)
  const changed = fc
    .tuple(fc.constantFrom(...names, 'statsu', '__proto__', 'constructor', ''), oddValues)
    .map(([name, value]) => Object.fromEntries([...Object.entries(body), [name, value]]))
  const lacking = fc
    .constantFrom(...names, '')
    .map((name) => Object.fromEntries(Object.entries(body).filter(([each]) => each !== name)))
  return fc.oneof({ arbitrary: changed, weight: 4 }, { arbitrary: lacking, weight: 2 }, oddValues)
}

const knowable = new Set(['id', 'customer', 'phone', 'to', 'service', 'start'])

function known(name: string): fc.Arbitrary<string> {
  return fc.nat(1000).map((place) => `@${name}:${place}`)
}

/** Who is forgotten is somebody whom nothing else is asked of. */
function nameIn(method: string, name: string): string {
  return method === 'delete' ? 'forgotten' : name
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    return fc.string()
  }
}

const days = fc
  .date({ min: new Date('1970-01-02'), max: new Date('2199-12-30'), noInvalidDate: true })
  .map((each) => each.toISOString())

const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`

const oddWords = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '%',
    '%00',
    "' or 1=1 --",
    '../../etc/passwd',
    'x'.repeat(3_000),
    '-1',
    '1e999',
  ),
  fc.constantFrom(
    'null',
    'NaN',
    '[object Object]',
    '__proto__',
    'constructor',
    '9'.repeat(30),
    'c1.999999999',
  ),
  fc.constantFrom(
    '0000-01-01',
    '9999-12-31',
    '2026-99-99 2026-99-99T',
    '+',
    '٠٩٩',
    'c1.2147483648',
    '5.000000000000',
  ),
)

const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddWords,
  fc.constantFrom('\ud800', 1e308, -0, [], {}, [[]], { body: null }, { '\0': '\0' }, null, true),
)

const oddBodies = fc.constantFrom(
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"a":1,"a":2}',
  deep,
  `{"to":"59899111111","type":"text","text":{"body":"x"},"context":${deep}}`,
)

/** The usual is so many times as frequent. */
function rarely<T, U>(odd: fc.Arbitrary<T>, usual: fc.Arbitrary<U>, times = 6): fc.Arbitrary<T | U> {
  return fc.oneof<fc.WeightedArbitrary<T | U>[]>(
    { arbitrary: usual, weight: times },
    { arbitrary: odd, weight: 1 },
  )
}
