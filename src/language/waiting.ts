import { type Said, saidOf } from './said.ts'

/** Whether somebody wants to be told when a place becomes free: "avisame si se libera algo", "lista de espera". */
export function asksToWait(text: string | Said): boolean {
  const { sentence } = saidOf(text)
  return !denied.test(sentence) && waits.test(sentence)
}

/** Whether somebody who waits for a place does not want to be told of one any more: "sacame de la lista de espera". */
export function leavesList(text: string | Said): boolean {
  return leaves.test(saidOf(text).sentence)
}

const list = '(?:lista|listita|fila)(?: de espera)?'

const leaves = new RegExp(
  `(?:^| )(?:${[
    `(?:sac|saqu|borr|quit|baj|elimin)\\w* (?:\\w+ ){0,2}de (?:la )?${list}`,
    `(?:salir|salgo|salirme|bajarme) de (?:la )?${list}`,
    '(?:ya )?no (?:quiero|necesito) (?:\\w+ ){0,4}(?:lista|fila) de espera',
    `(?:me )?(?:tir|remov)\\w* (?:me )?da ${list}|sair da ${list}`,
    '(?:take|remove|get) me (?:off|from|out of) (?:the |your )?(?:waiting list|waitlist)',
    'leave the (?:waiting list|waitlist)',
  ].join('|')})`,
)

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
