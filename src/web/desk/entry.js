import { about } from '../shared/chosen.js'
import { Icon } from '../shared/icon.js'
import { MarkedText } from '../shared/marked-text.js'
import { hour, moment } from '../shared/time.js'
import { html } from '../shared/view.js'
import { mediaWords } from '../shared/words.js'
import { Reason } from './reason.js'
import { deliveryWords, intentWords } from './words.js'

/** @import { Entry, State, Understood } from './state.js' */

/**
 * A message of the transcript: who said what, how it was understood, and how far it came.
 *
 * @param {{entry: Entry, state: State}} props
 */
export function EntryBubble({ entry, state }) {
  const { id, from, at, type, text, status, reason, cause, media, understood, editedAt, revokedAt } = entry
  const isLost = status === 'blocked' || status === 'failed'
  return html`
    <article class=${`said from-${from} ${isLost ? 'lost' : ''}`} aria-label=${speakers[from]}>
      <p class="speaker">${speakers[from]}</p>
      ${text && html`<p class="text"><${MarkedText} text=${text} /></p>`}
      ${media ? html`<${File} id=${id} type=${type} media=${media} />` : !text && html`<p class="text faint">${mediaWords[type] ?? type}</p>`}
      <p class="meta">
        <time>${hour(at, state.workshop.zone)}</time>
        ${editedAt && html`<span>corregido</span>`}${revokedAt && html`<span>lo borró</span>`}
        ${status && html`<span class=${isLost ? 'error' : ''}>${deliveryWords[status] ?? status}</span>`}
        ${entry.pricing && html`<span>${priceWords(entry.pricing)}</span>`}
      </p>
      ${isLost && html`<p class="error"><${Reason} reason=${reason} /></p>`}
      ${understood && html`<p class="meant"><span class="unseen">Entendido como: </span>${meaningWords(understood, state)}</p>`}
      ${cause && html`<p class="cause" title="Qué flujo lo dijo">${cause.flow} · ${cause.state}</p>`}
    </article>
  `
}

const speakers = { customer: 'Cliente', bot: 'Bot', human: 'Taller' }

/** @param {{id: string, type: string, media: NonNullable<Entry['media']>}} props */
function File({ id, type, media }) {
  const name = media.filename ?? mediaWords[type] ?? 'Archivo'
  if (media.state !== 'kept') {
    return html`<p class="faint">${name}: ${media.state === 'failed' ? 'no se pudo bajar' : 'bajando…'}</p>`
  }
  return html`<a class="button" href=${about(`/api/v1/media/${id}`)} download><${Icon} name="file" /> ${name}</a>`
}

/** @param {NonNullable<Entry['pricing']>} pricing */
function priceWords({ type, billable }) {
  if (type === 'regular') return 'pago'
  if (type?.startsWith('free')) return 'gratis'
  return billable === false ? 'gratis' : 'pago'
}

/**
 * @param {Understood} understood
 * @param {State} state
 */
function meaningWords({ intent, when, service, plate }, { workshop }) {
  const title = service && (workshop.services.find(({ id }) => id === service)?.title ?? service)
  const times = when.map(
    ({ start, kind, not }) => `${not ? 'no ' : ''}${whenWords(start, kind, workshop.zone)}`,
  )
  return [intent && (intentWords[intent] ?? intent), title, ...times, plate].filter(Boolean).join(' · ')
}

/**
 * @param {string} start
 * @param {string} kind
 * @param {string} zone
 */
function whenWords(start, kind, zone) {
  const whole = moment(start, zone)
  return kind === 'minute' || kind === 'approx' ? whole : (whole.split(',')[0] ?? whole)
}
