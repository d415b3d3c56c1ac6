import { workshopNow } from '../shared/now.js'
import { day, dayWords } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { Bubble } from './bubble.js'

/** @import { Actions } from './actions.js' */
/** @import { Message, State } from './state.js' */

/**
 * The messages of one customer, the newest in sight unless the reader has scrolled up.
 *
 * @typedef {{state: State, actions: Actions}} Props
 * @extends {Component<Props>}
 */
export class Chat extends Component {
  /** @type {HTMLElement | null} */
  log = null

  componentDidMount() {
    this.log?.scrollTo({ top: this.log.scrollHeight })
  }

  getSnapshotBeforeUpdate() {
    const { log } = this
    return log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < nearBottom
  }

  /**
   * @param {Props} previous
   * @param {unknown} _state
   * @param {boolean} wasAtBottom
   */
  componentDidUpdate(previous, _state, wasAtBottom) {
    const wrote = this.props.state.pending.length > previous.state.pending.length
    if (wasAtBottom || wrote) this.log?.scrollTo({ top: this.log.scrollHeight })
  }

  render() {
    const { state, actions } = this.props
    const shown = messagesWithPending(state)
    const today = day(workshopNow(state), state.workshop.zone)
    const keep = (/** @type {HTMLElement | null} */ log) => {
      this.log = log
    }
    return html`
      <div class="log" ref=${keep} role="log" aria-label="Mensajes" aria-relevant="additions" tabindex="0">
        ${shown.length === 0 && state.connection === 'live' && html`<${Welcome} />`}
        ${shown.map((message, index) => {
          const date = day(message.at, state.workshop.zone)
          const previous = shown[index - 1]
          const isNewDay = !previous || day(previous.at, state.workshop.zone) !== date
          return html`
            ${isNewDay && html`<p class="day" key=${date}><span>${dayWords(date, today)}</span></p>`}
            <${Bubble}
              key=${message.id}
              message=${message}
              zone=${state.workshop.zone}
              follows=${!isNewDay && previous.from === message.from}
              actions=${actions}
            />
          `
        })}
        ${state.typing.includes(state.phone) && html`<p class="typing" aria-hidden="true"><i /><i /><i /></p>`}
      </div>
    `
  }
}

const nearBottom = 80

function Welcome() {
  return html`
    <p class="welcome">
      <strong>Todavía no hablaron.</strong>
      Escribí acá abajo, o tocá una de las frases.
    </p>
  `
}

/**
 * @param {State} state
 * @returns {Message[]}
 */
function messagesWithPending(state) {
  const pending = state.pending.filter(({ phone }) => phone === state.phone)
  return [
    ...state.messages,
    ...pending.map(({ key, type, text, at, id }) => {
      const status = id ? 'sent' : 'waiting'
      return {
        id: key,
        from: /** @type {const} */ ('customer'),
        at: new Date(at).toISOString(),
        type,
        text,
        status,
      }
    }),
  ]
}
