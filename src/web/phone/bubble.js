import { Icon } from '../shared/icon.js'
import { MarkedText } from '../shared/marked-text.js'
import { hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { mediaWords } from '../shared/words.js'
import { deliveryWords } from './words.js'

/** @import { Actions } from './actions.js' */
/** @import { IconName } from '../shared/icon.js' */
/** @import { Message } from './state.js' */

/**
 * One message and what can be answered to it.
 *
 * @param {{message: Message, zone: string, follows: boolean, actions: Actions}} props `follows`: the same side spoke before
 */
export function Bubble({ message, zone, follows, actions }) {
  const mine = message.from === 'customer'
  const options = message.options ?? []
  return html`
    <article class=${`message ${mine ? 'mine' : 'theirs'} ${follows ? 'follows' : ''}`}>
      <div class="bubble">
        <span class="unseen">${mine ? 'Vos: ' : 'El taller: '}</span>
        ${mediaWords[message.type] && html`<${Media} type=${message.type} />`}
        ${message.header && html`<strong class="text">${message.header}</strong>`}
        ${message.text && html`<span class="text"><${MarkedText} text=${message.text} /></span>`}
        ${message.footer && html`<small>${message.footer}</small>`}
        ${isPage(message.url) && html`<a href=${message.url} target="_blank" rel="noreferrer">Abrir la página</a>`}
        <span class="stamp">
          <time datetime=${message.at}>${hour(message.at, zone)}</time>
          ${mine && html`<${Ticks} status=${message.status} />`}
        </span>
        ${
          message.list &&
          options.length > 0 &&
          html`
            <button class="open-list" aria-haspopup="dialog" onClick=${() => actions.openSheet(message.id)}>
              <${Icon} name="list" /> ${message.list}
            </button>
          `
        }
      </div>
      ${
        !message.list &&
        options.length > 0 &&
        html`
          <div class="replies" role="group" aria-label="Respuestas">
            ${options.map(
              (option) => html`
                <button key=${option.id} onClick=${() => actions.choose(option)}>
                  <${Icon} name="reply" /> ${option.title}
                </button>
              `,
            )}
          </div>
        `
      }
    </article>
  `
}

/** @param {string | undefined} url */
function isPage(url) {
  return /^https?:/.test(url ?? '')
}

/** @param {{type: string}} props */
function Media({ type }) {
  return html`
    <span class=${`media media-${type}`}>
      <${Icon} name=${mediaIcons[type] ?? 'attach'} />
      ${type === 'audio' && html`<span class="wave" aria-hidden="true" />`}
      <span>${mediaWords[type]}</span>
    </span>
  `
}

/** @type {Record<string, IconName>} */
const mediaIcons = {
  audio: 'voice',
  image: 'photo',
  video: 'photo',
  location: 'location',
  contacts: 'person',
}

/** @param {{status: string | undefined}} props */
function Ticks({ status = 'sent' }) {
  const words = deliveryWords[status] ?? status
  return html`
    <span class=${`ticks ticks-${status}`} title=${words}>
      <${Icon} name=${tickIcons[status] ?? 'tick'} />
      <span class="unseen">${words}</span>
    </span>
  `
}

/** @type {Record<string, IconName>} */
const tickIcons = { waiting: 'clock', sent: 'tick', delivered: 'ticks', read: 'ticks' }
