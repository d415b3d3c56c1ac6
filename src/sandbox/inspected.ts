import Router from '@koa/router'
import type { Businesses } from './businesses.ts'
import type { Tier } from './limits.ts'
import { GraphError } from './refusal.ts'

/** The app that the sandbox's numbers belong to. */
export const app = '200000000000001'

interface Options {
  businesses: Businesses
  accessToken: string
  tier: Tier
}

/**
 * Meta's doors for whoever looks how things stand: `GET /{version}/debug_token`, `/{number}?fields=`,
 * `/{business account}/subscribed_apps` and `/{app}/subscriptions`. All is well there. What is none of them goes on.
 */
export function inspected(
  { businesses, accessToken, tier }: Options,
  authorize: (header: string) => void,
): Router {
  const router = new Router()
  router.get('/:version/debug_token', (ctx) => {
    authorize(ctx.get('authorization'))
    const isValid = ctx.query.input_token === accessToken
    const error = { code: 190, message: 'Invalid OAuth access token.' }
    ctx.body = { data: isValid ? token : { is_valid: false, scopes: [], error } }
  })
  router.get('/:version/:account/subscribed_apps', (ctx, next) => {
    if (!businesses.accounts.includes(String(ctx.params.account))) return next()
    authorize(ctx.get('authorization'))
    ctx.body = { data: [{ whatsapp_business_api_data: { id: app, name: 'Sandbox', link: '' } }] }
  })
  router.get('/:version/:app/subscriptions', (ctx, next) => {
    if (ctx.params.app !== app) return next()
    if (!ctx.get('authorization').startsWith(`Bearer ${app}|`))
      throw new GraphError(190, 'The access token is none of the app.')
    ctx.body = { data: [{ object: 'whatsapp_business_account', active: true, fields: told }] }
  })
  router.get('/:version/:number', (ctx, next) => {
    const business = businesses.withNumber(ctx.params.number)
    if (!business) return next()
    authorize(ctx.get('authorization'))
    const all: Record<string, unknown> = {
      display_phone_number: business.displayPhoneNumber,
      verified_name: 'Sandbox',
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: `TIER_${tier.customersADay}`,
      health_status: { can_send_message: 'AVAILABLE', entities: [] },
    }
    const wanted = String(ctx.query.fields ?? 'display_phone_number,verified_name').split(',')
    ctx.body = {
      ...Object.fromEntries(wanted.flatMap((name) => (name in all ? [[name, all[name]]] : []))),
      id: business.phoneNumberId,
    }
  })
  return router
}

const token = {
  app_id: app,
  type: 'SYSTEM_USER',
  is_valid: true,
  expires_at: 0,
  scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
}

const told = [
  'messages',
  'message_template_status_update',
  'phone_number_quality_update',
  'account_update',
  'business_capability_update',
].map((name) => ({ name, version: 'v25.0' }))
