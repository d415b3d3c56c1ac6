import { hour, minuteOfDay } from '../shared/time.js'
import { html } from '../shared/view.js'
import { statusWords } from '../shared/words.js'

/** @import { Appointment, Workshop } from './state.js' */

/**
 * One day of the agenda: the hours downwards, a column for each bay, and one for what has none: vehicles that are left.
 *
 * @typedef {{appointments: Appointment[], workshop: Workshop, phone: string, news: string | null, now: number | null}} Props
 * @param {Props} props `now` is null on any day but today
 */
export function AgendaDay({ appointments, workshop, phone, news, now }) {
  const { zone } = workshop
  const [from, to] = hoursToShow(appointments, zone)
  const columns = columnsOf(workshop, appointments)
  const line = now === null ? -1 : minuteOfDay(now, zone) - from * 60
  return html`
    <div class="day-grid" style=${{ '--hours': to - from, '--bays': Math.max(1, columns.length) }}>
      <ol class="hours" aria-hidden="true">
        ${Array.from({ length: to - from }, (_, index) => html`<li key=${index}>${from + index}</li>`)}
      </ol>
      ${columns.map(
        (bay) => html`
          <section class="bay" key=${bay.id} aria-label=${bay.name}>
            <h3>${bay.name}</h3>
            <ol>
              ${appointments
                .filter(({ bays }) => (bay.id === null ? bays.length === 0 : bays.includes(bay.id)))
                .map(
                  (appointment) => html`
                    <${Place}
                      key=${appointment.id}
                      appointment=${appointment}
                      workshop=${workshop}
                      from=${from}
                      mine=${appointment.phone === phone}
                      fresh=${appointment.id === news}
                    />
                  `,
                )}
            </ol>
          </section>
        `,
      )}
      ${line >= 0 && line <= (to - from) * 60 && html`<i class="now-line" style=${{ '--minutes': line }} />`}
    </div>
  `
}

/**
 * @param {Workshop} workshop
 * @param {Appointment[]} appointments
 * @returns {{id: string | null, name: string}[]}
 */
function columnsOf({ bays }, appointments) {
  const hasOthers = appointments.some((each) => each.bays.length === 0)
  return hasOthers ? [...bays, { id: null, name: 'Sin puesto' }] : bays
}

/** @param {{appointment: Appointment, workshop: Workshop, from: number, mine: boolean, fresh: boolean}} props */
function Place({ appointment, workshop, from, mine, fresh }) {
  const { start, end, status, name, vehicle, service } = appointment
  const top = minuteOfDay(start, workshop.zone) - from * 60
  const length = Math.max(20, (Date.parse(end) - Date.parse(start)) / 60_000)
  const title = workshop.services.find(({ id }) => id === service)?.title ?? service
  const classes = `place is-${status} ${length < 45 ? 'short' : ''} ${mine ? 'own' : ''} ${fresh ? 'fresh' : ''}`
  return html`
    <li class=${classes} data-status=${status} style=${{ '--top': top, '--length': length }}>
      <strong>${hour(start, workshop.zone)}<span class="unseen"> a ${hour(end, workshop.zone)},</span></strong>
      <em>${statusWords[status] ?? status}</em>
      <span>${title}</span>
      <span>${[name, vehicle].filter(Boolean).join(' · ')}</span>
    </li>
  `
}

/**
 * A working day, and longer if something of it is.
 *
 * @param {Appointment[]} appointments
 * @param {string} zone
 * @returns {[number, number]}
 */
function hoursToShow(appointments, zone) {
  const starts = appointments.map(({ start }) => Math.floor(minuteOfDay(start, zone) / 60))
  const ends = appointments.map(({ start, end }) => {
    const minutes = minuteOfDay(start, zone) + (Date.parse(end) - Date.parse(start)) / 60_000
    return Math.min(24, Math.ceil(minutes / 60))
  })
  return [Math.min(8, ...starts), Math.max(18, ...ends)]
}
