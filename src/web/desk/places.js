import { get } from '../shared/api.js'
import { hour } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { closedWords } from './day.js'
import { startAt } from './start.js'

/** @import { Place } from './actions.js' */
/** @import { Day, State } from './state.js' */

/**
 * The free places of a day for a service, to choose one of; and any other hour, which the workshop insists on.
 *
 * @typedef {{service: string, date: string, moving?: string, chosen?: string, state: State,
 *   onChosen: (start: string, force: boolean) => void}} Props `chosen`: ISO 8601
 * @extends {Component<Props, {places: Place[] | null, day: Day | null}>}
 */
export class Places extends Component {
  state = { places: null, day: null }

  componentDidMount() {
    void this.read()
  }

  async read() {
    const { service, date, moving } = this.props
    const to = new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    const query = new URLSearchParams({ service, from: date, to, ...(moving && { moving }) })
    const days = new URLSearchParams({ from: date, to })
    try {
      const [slots, found] = await Promise.all([get(`/api/v1/slots?${query}`), get(`/api/v1/days?${days}`)])
      this.setState({ places: slots.items, day: found.items[0] ?? null })
    } catch {
      this.setState({ places: [], day: null })
    }
  }

  /** @param {Props} props */
  render({ chosen, state, date, onChosen }) {
    const places = /** @type {Place[] | null} */ (this.state.places)
    const day = /** @type {Day | null} */ (this.state.day)
    const { zone } = state.workshop
    const insist = (/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLInputElement} */ (event.currentTarget)
      if (value) onChosen(startAt(date, value, zone), false)
    }
    return html`
      <fieldset class="places" aria-busy=${places === null}>
        <legend>Lugares libres</legend>
        ${places?.length === 0 && html`<p class="none">${day?.closed ? `${closedWords(day)}.` : 'No queda ninguno ese día.'}</p>`}
        ${places?.map(
          ({ start }) => html`
            <button type="button" key=${start} aria-pressed=${chosen === undefined ? undefined : Date.parse(chosen) === Date.parse(start)} onClick=${() => onChosen(start, false)}>
              ${hour(start, zone)}
            </button>
          `,
        )}
        <label class="other">Otra hora <input type="time" onChange=${insist} /></label>
      </fieldset>
    `
  }
}
