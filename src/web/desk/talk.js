import { Icon } from '../shared/icon.js'
import { workshopNow } from '../shared/now.js'
import { day, dayWords, moment } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { EntryBubble } from './entry.js'
import { Reply } from './reply.js'
import { talkAddress } from './route.js'
import { calledOf, todayOf } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Conversation, State } from './state.js' */

/**
 * One conversation: what was said, who has the floor, and a field to answer in.
 *
 * @typedef {{state: State, actions: Actions}} Props
 * @extends {Component<Props>}
 */
export class TalkPane extends Component {
  /** @type {HTMLElement | null} */
  log = null
  /** @type {number} */
  shown = 0

  getSnapshotBeforeUpdate() {
    const { log } = this
    return log === null || log.scrollHeight - log.scrollTop - log.clientHeight < nearBottom
  }

  /**
   * @param {Props} _previous
   * @param {unknown} _state
   * @param {boolean} wasAtBottom
   */
  componentDidUpdate(_previous, _state, wasAtBottom) {
    const count = this.props.state.talk?.messages.length ?? 0
    if (wasAtBottom || this.shown === 0) this.log?.scrollTo({ top: this.log.scrollHeight })
    this.shown = count
  }

  componentDidMount() {
    this.log?.scrollTo({ top: this.log.scrollHeight })
  }

  /** @param {Props} props */
  render({ state, actions }) {
    const { talk } = state
    if (!talk) return html`<section class="talk" aria-busy="true" aria-label="Charla"></section>`
    const keep = (/** @type {HTMLElement | null} */ log) => {
      this.log = log
    }
    const today = todayOf(state)
    const { zone } = state.workshop
    return html`
      <section class="talk" aria-labelledby="talk-title">
        <${Head} talk=${talk} state=${state} actions=${actions} />
        <div class="log" ref=${keep} role="log" aria-label="Mensajes" aria-relevant="additions" tabindex="0">
          ${talk.messages.map((entry, index) => {
            const date = day(entry.at, zone)
            const before = talk.messages[index - 1]
            const isNewDay = !before || day(before.at, zone) !== date
            return html`
              ${isNewDay && html`<p class="day" key=${date}><span>${dayWords(date, today)}</span></p>`}
              <${EntryBubble} key=${entry.id} entry=${entry} state=${state} />
            `
          })}
        </div>
        <${Reply} talk=${talk} isOpen=${isOpen(talk, state)} actions=${actions} />
      </section>
    `
  }
}

const nearBottom = 80

/**
 * Whether WhatsApp takes free words to this customer now.
 *
 * @param {Conversation} talk
 * @param {State} state
 */
function isOpen({ window }, state) {
  return window !== null && Date.parse(window) > workshopNow(state)
}

/** @param {{talk: Conversation, state: State, actions: Actions}} props */
function Head({ talk, state, actions }) {
  const { customer, phone, name, attention, window } = talk
  const date = todayOf(state)
  return html`
    <header class="talk-head">
      <a class="button back" href=${talkAddress()} aria-label="Volver a las charlas"><${Icon} name="back" /></a>
      <div>
        <h2 id="talk-title">${calledOf(talk)}</h2>
        <p class="faint">
          ${name && phone && `+${phone} · `}${isOpen(talk, state) && window ? `se le puede escribir hasta ${moment(window, state.workshop.zone)}` : 'hace más de 24 horas que no escribe'}
        </p>
      </div>
      <div class="acts">
        ${phone && html`<a class="button" href=${`tel:+${phone}`} aria-label="Llamar"><${Icon} name="call" /></a>`}
        <button onClick=${() => actions.open({ kind: 'new', date, customer: { customer, phone, name } })}><${Icon} name="plus" /> Hora</button>
        <p class=${`floor ${attention}`} role="status"><${Icon} name=${attention === 'human' ? 'person' : 'bot'} /> ${attention === 'human' ? 'Habla una persona' : 'Habla el bot'}</p>
        ${
          attention === 'human'
            ? html`<button onClick=${() => actions.giveFloor(customer, 'bot')}>Devolvérsela al bot</button>`
            : html`<button onClick=${() => actions.giveFloor(customer, 'human')}>Tomar la palabra</button>`
        }
      </div>
    </header>
  `
}
