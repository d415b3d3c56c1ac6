import { type Mistake, one } from './mistake.ts'

const es = 'texts/es.yaml'
const booking = 'booking.ts'
const greeting = 'greeting.ts'

/** Files. */
export const files: Mistake[] = [
  one('flow-syntax', 'a bracket too many', 'late.ts', "initial: 'noting',", "initial: 'noting'),"),
  one('flow-syntax', 'a quote that is not closed', 'privacy.ts', "id: 'privacy',", "id: 'privacy,"),
  one(
    'flow-fails',
    'a name that is nothing',
    'late.ts',
    'context: ({ input }) => ({',
    'tags: [oops],\n  context: ({ input }) => ({',
    'tags: [oops]',
  ),
  one(
    'flow-fails',
    'what is nothing is called',
    booking,
    '/** Finds a place',
    'const nothing = ({} as { now: () => number }).now()\n/** Finds a place',
    'const nothing',
  ),
  one(
    'flow-fails',
    'waiting while it is loaded',
    booking,
    '/** Finds a place',
    'const soon = await Promise.resolve(1)\n/** Finds a place',
    'const soon',
    ['impure'],
  ),
  one(
    'flow-refused',
    'an event without a name',
    'privacy.ts',
    'on: {\n',
    "on: {\n        '': { target: 'kept' },\n",
    '.createMachine({',
    ['unknown-event'],
  ),
  { rule: 'file-missing', what: 'no index.ts', edits: [['index.ts', null, '']], at: ['index.ts', ''] },
  one(
    'unknown-import',
    'a file that is not there',
    'late.ts',
    "import { assign, setup } from 'xstate'",
    "import { assign, setup } from 'xstate'\nimport { other } from './other.ts'",
    './other.ts',
  ),
  one(
    'unknown-import',
    'a name that a file does not export',
    booking,
    'import { choosing } from',
    'import { choosing, chosing } from',
  ),
  one(
    'unknown-import',
    'a name that the kit has not',
    'unanswered.ts',
    'import { effects, services }',
    'import { effects, services, alarms }',
  ),
  one(
    'forbidden-import',
    'the disk',
    'late.ts',
    "import { assign, setup } from 'xstate'",
    "import { assign, setup } from 'xstate'\nimport { readFileSync } from 'node:fs'",
    'node:fs',
  ),
  one(
    'forbidden-import',
    'a package',
    'privacy.ts',
    "import { setup } from 'xstate'",
    "import { setup } from 'xstate'\nimport { z } from 'zod'",
    "'zod'",
  ),
  one(
    'forbidden-xstate',
    'actions put in a queue',
    greeting,
    'import { assign, setup }',
    'import { assign, enqueueActions, setup }',
  ),
  one('forbidden-xstate', 'guards put together', 'privacy.ts', 'import { setup }', 'import { not, setup }'),
  one('yaml-syntax', 'a second colon', es, 'kept: Anotado.', 'kept: Anotado: sí.'),
  one('yaml-syntax', 'a tab', 'workshop.yaml', 'language: es', 'language: es\n\tname: x', '\tname: x'),
  one('workshop-file', 'a key that there is not', 'workshop.yaml', 'step: 30', 'stepp: 30'),
  one('workshop-file', 'a language that is none', 'workshop.yaml', 'burst: ', 'burst: no # '),
]
