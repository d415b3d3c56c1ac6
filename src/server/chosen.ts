import type { Context } from 'koa'
import type { Engine } from '../conversation/engine.ts'
import type { Reception } from '../conversation/reception.ts'
import { refuse } from './refusal.ts'

/** The workshop that a request is about: the only one or, of several, the one of `?workshop=`. */
export function chosen({ receptions }: Pick<Engine, 'receptions'>, ctx: Context): Reception {
  const { workshop } = ctx.query
  const [only, ...others] = receptions.values()
  const found = workshop === undefined && others.length === 0 ? only : receptions.get(String(workshop))
  if (found) return found
  const known = [...receptions.keys()]
  const some = known.slice(0, mostNamed).join(', ') + (known.length > mostNamed ? ', …' : '')
  const what = workshop === undefined ? 'is missing, and there are several' : 'is none of ours'
  return refuse(422, 'invalid', `workshop: ${what}; say which with ?workshop=ID: ${some}`, 'workshop')
}

const mostNamed = 20
