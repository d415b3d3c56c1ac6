import { effects, type RequestAnswered, services, type Visit } from 'chasqui'
import { setup } from 'xstate'

/** Tells a customer whether the workshop takes the appointment that they had asked for. */
export const request = setup({
  types: {
    context: {} as RequestAnswered,
    events: {} as RequestAnswered,
    input: {} as RequestAnswered,
    output: {} as Record<string, never>,
  },
  actions: effects,
  actors: services,
  guards: {
    isDeclined: ({ context }) => context.type === 'staff.declined',
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
  },
}).createMachine({
  id: 'request',
  context: ({ input }) => ({
    type: input?.type ?? 'staff.accepted',
    appointment: input?.appointment ?? '',
    start: input?.start ?? '',
    service: input?.service ?? '',
    at: input?.at ?? '',
  }),
  initial: 'answering',
  output: {},
  states: {
    answering: { always: [{ guard: 'isDeclined', target: 'declined' }, { target: 'finding' }] },
    /** The customer may have cancelled it meanwhile. */
    finding: {
      invoke: {
        id: 'findAppointment',
        src: 'findAppointment',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: [
          { guard: { type: 'isThere', params: ({ event }) => event.output }, target: 'accepted' },
          { target: 'ended' },
        ],
      },
    },
    accepted: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'request.accepted',
          with: about(context),
          until: context.start,
          fallback: outside('appointment_accepted', context),
        }),
      },
    },
    declined: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'request.declined',
          with: about(context),
          until: context.start,
          fallback: outside('appointment_declined', context),
        }),
      },
    },
    ended: { type: 'final' },
  },
})

function about({ start, service }: RequestAnswered) {
  return { start, service }
}

function outside(template: string, context: RequestAnswered) {
  return {
    template,
    values: (
      [
        'request.templateWorkshop',
        'request.templateDay',
        'request.templateHour',
        'request.templateService',
      ] as const
    ).map((text) => ({ text, with: about(context) })),
  }
}
