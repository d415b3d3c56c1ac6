import { type Said, saidOf } from './said.ts'

/** Whether somebody wants to be told when a place becomes free: "avisame si se libera algo", "lista de espera". */
export function asksToWait(text: string | Said): boolean {
  const { sentence } = saidOf(text)
  return !denied.test(sentence) && waits.test(sentence)
}

const freed =
  '(?:libera|libere|desocupa|desocupe|cancela|cancele|cancelan|aparece|aparezca|surge|surja|abre|sale)'

const waits = new RegExp(
  `(?:^| )(?:${[
    `(?:avis|llam|escrib|dec|inform)\\w* (?:\\w+ ){0,3}(?:si|cuando|apenas|en cuanto) (?:\\w+ ){0,3}(?:${freed}|hay (?:\\w+ )?(?:lugar|hora|turno|algo))`,
    `(?:si|cuando|apenas) (?:\\w+ ){0,3}(?:${freed})(?: \\w+){0,4} (?:me )?(?:avis|llam|escrib)\\w*`,
    '(?:lista|listita|fila) de espera|waiting list|waitlist',
    '(?:me )?(?:avisa|avisem|avise) (?:\\w+ ){0,2}(?:se|quando) (?:\\w+ ){0,2}(?:abrir|liberar|surgir|vagar|tiver)',
    '(?:let me know|tell me|notify me) (?:if|when) (?:\\w+ ){0,3}(?:opens?|frees?|available|cancels?)',
  ].join('|')})`,
)

const denied = /(?:^| )(?:sac|saqu|borr|quit|baj)\w* de|(?:^| )no (?:me |quiero )/
