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
  '(?:libera|libere|liberan|desocupa|desocupe|cancela|cancele|cancelan|aparece|aparezca|surge|surja|abre|sale (?:algo|uno|alguno|otro)|se baja|se baje|se bajan|se cae|se caiga|desiste|desista|falla algun\\w+|falla alguien|falta alguien)'
const room = '(?:hay|haya|queda|quede|sale|salga) (?:\\w+ )?(?:lugar|hora|turno|algo|hueco|lugarcito)'
const tell = '(?:avis|llam|escrib|dec|dig|inform|mand)'
const abrir = '(?:abrir|abre|liberar|libera|surgir|vagar|tiver|desistir|cancelar|desmarcar|sobrar|aparecer)'
const opens = '(?:opens?|frees?|free|available|cancels?|cancel|drops? out|comes? up)'

const waits = new RegExp(
  `(?:^| )(?:${[
    `${tell}\\w* (?:\\w+ ){0,3}(?:si|cuando|apenas|en cuanto|por si) (?:\\w+ ){0,3}(?:${freed}|${room})`,
    `(?:anot|apunt|pon)\\w* (?:\\w+ ){0,4}(?:por si|en caso de que|si) (?:\\w+ ){0,3}(?:${freed}|${room})`,
    `(?:si|cuando|apenas) (?:\\w+ ){0,3}(?:${freed}|${room})(?: \\w+){0,4} (?:me )?(?:avis|llam|escrib|decime|decis|anot)\\w*`,
    `(?:avis\\w*|anot\\w*) (?:\\w+ ){0,2}(?:por )?cualquier (?:cosa|lugar|hueco|hora|turno) que (?:se libere|se desocupe|salga|aparezca)`,
    `cualquier (?:cosa|lugar|hueco|hora|turno) que (?:se libere|se desocupe|salga|aparezca)(?: \\w+){0,3} (?:avis|llam|escrib)\\w*`,
    '(?:quiero|quisiera|me sirve|me interesa) (?:\\w+ ){0,4}(?:lugar|turno|hora|hueco) (?:\\w+ ){0,2}si se (?:libera|desocupa)',
    '(?:pon|anot|dej)\\w* en espera|quedo a la espera de (?:un |una |algun )?(?:lugar|turno|hora|hueco)',
    '(?:lista|listita|fila) de espera|waiting list|waitlist|standby list',
    `(?:me )?(?:avis|cham|fal|lig)\\w* (?:\\w+ ){0,2}(?:se|quando|caso) (?:\\w+ ){0,3}${abrir}`,
    `(?:se|quando|caso) (?:\\w+ ){0,3}${abrir}(?: \\w+){0,4} (?:me )?(?:avis|cham|escrev|fal|lig)\\w*`,
    '(?:fico|ficar|coloc\\w+|bota|poe) (?:\\w+ ){0,2}na espera',
    `(?:let me know|tell me|notify me|text me|call me|message me) (?:if|when|as soon as) (?:\\w+ ){0,3}${opens}`,
    `(?:if|when|in case) (?:\\w+ ){0,3}${opens}(?: \\w+){0,4} (?:let me know|tell me|notify me|text me|call me|message me)`,
    `put me (?:\\w+ ){0,6}(?:in case|if) (?:\\w+ ){0,3}${opens}`,
  ].join('|')})|${[
    // Nothing but that.
    `^(?:y |o )?(?:por )?si (?:alguien |alguno )?${freed}(?: (?:alguien|alguno|algo|un lugar|un turno|una hora|un hueco|antes))*$`,
    '^(?:y |o )?(?:por )?si se libera (?:\\w+ ){0,2}(?:lugar|turno|hora|hueco|algo)(?: antes)?$',
  ].join('|')}`,
)

const denied =
  /(?:^| )(?:sac|saqu|borr|quit|baj)\w* de|(?:^| )(?:mi|minha|my|meu) (?:turno|hora|cita|reserva|appointment|booking|horario)(?: |$)|(?:^| )no (?:me |quiero )/
