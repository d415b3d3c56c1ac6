import { at, type Mistake, one } from './mistake.ts'

/** Which flows there are. */
export const registry: Mistake[] = [
  one('unknown-flow', 'who greets', 'index.ts', "greets = 'greeting'", "greets = 'greetin'", undefined, [
    'flow-unused',
  ]),
  one(
    'unknown-flow',
    'what takes up a reminder',
    'index.ts',
    "'reminder.fellDue': 'appointment'",
    "'reminder.fellDue': 'appointmnt'",
  ),
  one('unknown-flow', 'what answers a question', 'index.ts', "price: 'questions'", "price: 'question'"),
  one(
    'unknown-flow',
    'what words call',
    'index.ts',
    'calledBy: Record<string, string[]> = {',
    "calledBy: Record<string, string[]> = {\n  qoute: ['presupuesto'],",
    'qoute: [',
  ),
  one(
    'fell-due-unknown',
    'an event that never falls due',
    'index.ts',
    "'reminder.unanswered'",
    "'reminder.unaswered'",
    'unaswered',
  ),
  one(
    'fell-due-unknown',
    'nothing for a place that came free',
    'index.ts',
    "  'place.cameFree': 'waiting',\n",
    '',
    'fellDue = {',
    ['flow-unused'],
  ),
  one('unknown-intent', 'in asides', 'index.ts', 'location:', 'locaton:'),
  one('unknown-intent', 'of an option', 'privacy.ts', "means: ['no']", "means: ['nope']"),
  one(
    'flow-unused',
    'a flow that nothing begins',
    'index.ts',
    "  noRecalls: ['ningun aviso', 'nenhum aviso', 'none at all'],\n",
    '',
    '  noRecalls,',
  ),
  at(
    one('flow-unused', 'a flow that is not in index.ts', 'index.ts', '  unanswered,\n', '', '', [
      'unknown-flow',
    ]),
    'unanswered.ts',
    '}).createMachine({',
  ),

  one(
    'words-missing',
    'for a person',
    'words.ts',
    '  person: [',
    '  person: [],\n  persona: [',
    'person: []',
  ),
  one(
    'words-missing',
    'of two kinds at once',
    'words.ts',
    "    'menu',",
    "    'menu',\n    'salir',",
    "'salir',\n    'el menu'",
  ),
  one(
    'words-missing',
    'that call a flow, too',
    'index.ts',
    'calledBy: Record<string, string[]> = {',
    "calledBy: Record<string, string[]> = {\n  quote: ['¡Menú!'],",
    "quote: ['¡Menú!",
  ),
]
