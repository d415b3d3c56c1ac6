import { Icon } from '../shared/icon.js'
import { workshopNow } from '../shared/now.js'
import { day, dayLabel, hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { Workshops } from '../shared/workshops.js'
import { dayAddress, pendingAddress, talkAddress } from './route.js'
import { attended, isWaiting } from './state.js'

/** @import { State } from './state.js' */

/**
 * Which workshop it is, where one can go, and what time it is there.
 *
 * @param {{state: State}} props
 */
export function Top({ state }) {
  const { workshop, workshops, route, toCall, asked } = state
  const { weekday, number, month } = dayLabel(day(workshopNow(state), workshop.zone))
  const waiting = attended(state).filter(isWaiting).length
  const isAgenda = route.view === 'day' || route.view === 'week'
  return html`
    <header class="top">
      <img src="/shared/icon.svg" alt="" width="34" height="34" />
      <div class="whose">
        <h1>${workshop.name}</h1>
        <${Workshops} label=${html`<span class="unseen">Taller</span>`} workshop=${workshop} workshops=${workshops} />
      </div>
      <nav class="tabs" aria-label="Secciones">
        <${Tab} href=${dayAddress()} icon="calendar" title="Agenda" isHere=${isAgenda} />
        <${Tab} href=${talkAddress()} icon="chat" title="Charlas" isHere=${route.view === 'talks'} count=${waiting} counted="que esperan a una persona" />
        <${Tab} href=${pendingAddress} icon="bell" title="Pendientes" isHere=${route.view === 'pending'} count=${waiting + toCall.length + asked.length} counted="sin atender" />
      </nav>
      <p class="clock"><${Icon} name="clock" /><span>${weekday} ${number} ${month}</span> <time>${hour(workshopNow(state), workshop.zone)}</time></p>
    </header>
    <p class="unseen" role="status">${waiting > 0 && `${waiting === 1 ? 'Una charla espera' : `${waiting} charlas esperan`} a una persona.`}</p>
  `
}

/** @param {{href: string, icon: any, title: string, isHere: boolean, count?: number, counted?: string}} props */
function Tab({ href, icon, title, isHere, count = 0, counted = '' }) {
  return html`
    <a href=${href} aria-current=${isHere ? 'page' : undefined}>
      <${Icon} name=${icon} /> <span>${title}</span>
      ${count > 0 && html`<b class="badge">${count}<span class="unseen"> ${counted}</span></b>`}
    </a>
  `
}
