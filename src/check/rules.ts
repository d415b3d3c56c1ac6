import { ifWhole, onLoading, type Rule } from './rule.ts'
import * as endings from './rules/endings.ts'
import * as form from './rules/form.ts'
import * as loops from './rules/loops.ts'
import * as names from './rules/names.ts'
import * as person from './rules/person.ts'
import * as registry from './rules/registry.ts'
import * as replies from './rules/replies.ts'
import * as templates from './rules/templates.ts'
import * as texts from './rules/texts.ts'
import * as waiting from './rules/waiting.ts'
import { noFallback } from './rules/window.ts'

/** Every kind of mistake that is looked for, by its name; `docs/flows-check.md` has an example of each. */
export const rules: Record<string, Rule> = {
  // Files
  'flow-syntax': onLoading('flow-syntax'),
  'flow-fails': onLoading('flow-fails'),
  'flow-refused': form.flowRefused,
  'file-missing': onLoading('file-missing'),
  'unknown-import': onLoading('unknown-import'),
  'forbidden-import': onLoading('forbidden-import'),
  'forbidden-xstate': onLoading('forbidden-xstate'),
  'yaml-syntax': onLoading('yaml-syntax'),
  'workshop-file': onLoading('workshop-file'),

  // Which flows there are
  'unknown-flow': ifWhole(registry.unknownFlow),
  'fell-due-unknown': ifWhole(registry.fellDueUnknown),
  'unknown-intent': registry.unknownIntent,
  'words-missing': ifWhole(registry.wordsMissing),
  'flow-unused': ifWhole(registry.flowUnused),

  // Names in a flow
  'unknown-target': names.unknownTarget,
  'unknown-initial': names.unknownInitial,
  'unknown-action': names.unknownAction,
  'unknown-guard': names.unknownGuard,
  'unknown-delay': names.unknownDelay,
  'unknown-event': names.unknownEvent,
  'unknown-key': names.unknownKey,
  'unknown-invoke': ifWhole(names.unknownInvoke),

  // What a flow may not have
  wildcard: form.wildcard,
  'numeric-delay': form.numericDelay,
  'delay-invalid': form.delayInvalid,
  'anonymous-action': form.anonymousAction,
  'anonymous-guard': form.anonymousGuard,
  'anonymous-invoke': form.anonymousInvoke,
  'string-target': form.stringTarget,
  'history-state': form.historyState,
  'delayed-raise': form.delayedRaise,
  'two-flows': form.twoFlows,
  'context-not-plain': form.contextNotPlain,
  impure: form.impure,

  // Where a talk can get stuck
  'dead-end': endings.deadEnd,
  'never-ends': endings.neverEnds,
  'unreachable-state': endings.unreachableState,
  'shadowed-arrow': endings.shadowedArrow,
  'answer-unheard': endings.answerUnheard,
  'no-way-on': endings.noWayOn,
  'no-output': endings.noOutput,
  'final-goes-on': endings.finalGoesOn,
  loop: loops.loop,
  'flow-loop': loops.flowLoop,

  // What a customer can do
  'no-silence': waiting.noSilence,
  'silent-answer': waiting.silentAnswer,
  'deaf-state': waiting.deafState,
  'mute-state': ifWhole(waiting.muteState),
  'question-takes-event': waiting.questionTakesEvent,
  'option-unanswered': ifWhole(waiting.optionUnanswered),
  'interrupt-swallowed': waiting.interruptSwallowed,
  'opt-out-overridden': waiting.optOutOverridden,
  'person-out-of-reach': person.personOutOfReach,
  'person-promised': person.personPromised,

  // What is said
  'reply-empty': replies.replyEmpty,
  'text-unclear': ifWhole(replies.textUnclear),
  'list-too-long': replies.listTooLong,
  'list-unnamed': replies.listUnnamed,
  'title-too-long': replies.titleTooLong,
  'title-untranslated': replies.titleUntranslated,
  'option-twice': replies.optionTwice,
  'value-missing': ifWhole(replies.valueMissing),

  // Texts
  'text-file': onLoading('text-file'),
  'text-empty': onLoading('text-empty'),
  'text-malformed': onLoading('text-malformed'),
  'text-twice': onLoading('text-twice'),
  'text-placeholder': onLoading('text-placeholder'),
  'text-too-long': onLoading('text-too-long'),
  'text-alike': onLoading('text-alike'),
  'text-unknown': texts.textUnknown,
  'text-missing': texts.textMissing,
  'engine-text-missing': texts.engineTextMissing,
  'text-unused': ifWhole(texts.textUnused),
  'placeholder-differs': texts.placeholderDiffers,
  'language-missing': texts.languageMissing,

  // Outside the window
  'no-fallback': noFallback,
  'template-invalid': onLoading('template-invalid'),
  'template-unknown': templates.templateUnknown,
  'template-values': templates.templateValues,
  'template-beside': templates.templateBeside,
  'template-buttons': templates.templateButtons,
  'template-language': templates.templateLanguage,
  'template-examples': templates.templateExamples,
  'template-lines': templates.templateLines,
}
