import { type Answerer, type GraphAnswer, type GraphRequest, refusal } from './graph.ts'

/** What Graph says at a path, below the version; an answer, or the body of one that is well. */
export type Doors = Record<string, object | ((request: GraphRequest) => GraphAnswer)>

/** The app of the tests. */
export const app = '4711000000001'

/**
 * Graph as it answers whoever looks how things stand, all being well but for what is said otherwise. Templates are those
 * that are handed over, in Meta's form.
 */
export function inspected(
  number: string,
  account: string,
  otherwise: Doors = {},
  templates: object[] = [],
): Answerer {
  const doors: Doors = {
    debug_token: {
      data: {
        app_id: app,
        is_valid: true,
        expires_at: 0,
        scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
      },
    },
    [number]: {
      id: number,
      verified_name: 'Taller Torke',
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      health_status: { can_send_message: 'AVAILABLE', entities: [] },
    },
    [`${account}/subscribed_apps`]: { data: [{ whatsapp_business_api_data: { id: app, name: 'Torke' } }] },
    [`${app}/subscriptions`]: {
      data: [
        {
          object: 'whatsapp_business_account',
          active: true,
          callback_url: 'https://torke.example/webhook/whatsapp',
          fields: [
            'messages',
            'message_template_status_update',
            'phone_number_quality_update',
            'account_update',
            'business_capability_update',
          ].map((name) => ({ name, version: 'v25.0' })),
        },
      ],
    },
    [`${account}/message_templates`]: { data: templates, paging: {} },
    ...otherwise,
  }
  return (request) => {
    const path = new URL(request.path, 'http://graph').pathname.replace(/^\/v[\d.]+\//, '')
    const door = doors[path]
    if (door === undefined) return refusal(100, `Unsupported get request: ${path}`)
    if (typeof door === 'function') return door(request)
    return { body: door }
  }
}
