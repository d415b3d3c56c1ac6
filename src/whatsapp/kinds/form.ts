import { z } from 'zod'
import { some, upTo } from '../limits.ts'
import { type Interactive, interactive } from './interactive.ts'
import { AnyHeader, type Around, around, Body, Footer } from './parts.ts'

export type FormBody = Interactive<typeof Form>

/**
 * A text over a button (30 characters, without emoji) that opens one of Meta's Flows, a form in the chat: by `id` or by
 * `name`. `screen` is the one it opens with, and `data` what that one is given; without a screen, the Flow's own
 * server is asked. `token` comes back with the answers.
 */
export function form(
  message: Around & {
    flow: { id: string } | { name: string }
    button: string
    token?: string
    screen?: string
    data?: Record<string, unknown>
    isDraft?: boolean
  },
): FormBody {
  const { flow, button, token, screen, data, isDraft } = message
  return interactive(Form, {
    type: 'flow',
    ...around(message),
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        ...('id' in flow ? { flow_id: flow.id } : { flow_name: flow.name }),
        flow_cta: button,
        ...(token !== undefined && { flow_token: token }),
        ...(isDraft && { mode: 'draft' as const }),
        flow_action: screen === undefined ? 'data_exchange' : 'navigate',
        ...(screen !== undefined && { flow_action_payload: { screen, ...(data && { data }) } }),
      },
    },
  })
}

const parameters = z
  .strictObject({
    flow_message_version: z.literal('3'),
    flow_id: some.optional(),
    flow_name: some.optional(),
    flow_cta: upTo(30).refine((words) => !/\p{Extended_Pictographic}/u.test(words), 'words without emoji'),
    flow_token: some.optional(),
    mode: z.enum(['draft', 'published']).optional(),
    flow_action: z.enum(['navigate', 'data_exchange']).optional(),
    flow_action_payload: z
      .strictObject({
        screen: some.optional(),
        data: z
          .record(z.string(), z.unknown())
          .refine((data) => Object.keys(data).length > 0, 'at least one value, or no data at all')
          .optional(),
      })
      .optional(),
  })
  .refine(
    ({ flow_id, flow_name }) => (flow_id === undefined) !== (flow_name === undefined),
    'either a flow_id or a flow_name',
  )
  .refine(
    ({ flow_action, flow_action_payload }) =>
      flow_action !== 'data_exchange' || flow_action_payload === undefined,
    'no flow_action_payload unless flow_action is navigate',
  )

export const Form = z.strictObject({
  type: z.literal('flow'),
  header: AnyHeader.optional(),
  body: Body,
  footer: Footer.optional(),
  action: z.strictObject({ name: z.literal('flow'), parameters }),
})
