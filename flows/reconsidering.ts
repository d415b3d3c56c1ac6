import type { CustomerWrote } from 'chasqui'

/** Whether it may go back on what was answered to a quote, or add to it: "pensándolo mejor, no hagan los discos". */
export function mayReconsider({ text, intent, when }: CustomerWrote): boolean {
  if (when.length > 0) return false
  return (
    intent === 'approve_quote' || intent === 'reject_quote' || hasSecondThoughts(text) || orders.test(text)
  )
}

export function hasSecondThoughts(text: string): boolean {
  return secondThoughts.test(text)
}

const secondThoughts =
  /pens[aá]ndolo (?:mejor|bien)|lo pens[eé] (?:mejor|bien)|cambi[eé] de (?:idea|opini[oó]n|parecer)|me arrepent[ií]|(?:^|\s)al final|(?:mejor|melhor|better) (?:no|n[aã]o|not)[\s.!]*$|pensando (?:bem|melhor)|mudei de ideia|me arrependi|no fim das contas|(?:on|having) second thoughts?|changed my mind|after all/i

/** What is to be done, or not, at the vehicle; a line of the quote must be named with it. */
const orders =
  /(?:^|\s)(?:mejor|no|n[aã]o|tamb[ieé]+[nm]|tampoco) (?:(?:me|lo|la|los|las|le) )?(?:hag\w+|hac\w+|cambi\w+|pong\w+|pon\w+|saqu\w+|sac\w+|dej\w+|toqu\w+|arregl\w+|fa[cçz]\w*|troqu\w+|tir\w+)|(?:^|\s)(?:hagan|hac[eé]|haz|fa[cç]am?|troquem?)(?:l[oa]s?|me)?(?:\s.*)?\s(?:tambi[eé]n|tamb[eé]m)|(?:don'?t|do not|rather not|also|leave out) (?:do|change|replace|fix|the)/i
