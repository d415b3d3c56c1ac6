import { Icon } from '../shared/icon.js'
import { workshopNow } from '../shared/now.js'
import { moment } from '../shared/time.js'
import { html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { State } from './state.js' */

/**
 * The sandbox's clock and its plug.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Controls({ state, actions }) {
  const away = state.connection !== 'live'
  const stuck = away || state.moving
  // A button that is disabled under the finger would lose the focus.
  const unlessStuck = (/** @type {() => unknown} */ act) => () => stuck || act()
  const now = state.clock ? moment(workshopNow(state), state.workshop.zone) : '…'
  return html`
    <section class="controls" aria-label="El reloj y el enchufe">
      <p class="clock">
        <${Icon} name="clock" />
        <span class="unseen">En el taller son las</span>
        <time>${now}</time>
      </p>
      <div class="buttons" role="group" aria-label="Adelantar el reloj">
        <button aria-disabled=${stuck} onClick=${unlessStuck(() => actions.advanceClock('PT1H'))}>
          <span class="unseen">Adelantar </span>+1 h
        </button>
        <button aria-disabled=${stuck} onClick=${unlessStuck(() => actions.advanceClock('P1D'))}>
          <span class="unseen">Adelantar </span>+1 día
        </button>
        <button aria-disabled=${stuck} onClick=${unlessStuck(actions.advanceToNext)} title="Ir a lo próximo que venza: recordatorios, esperas">
          <span class="unseen">Adelantar hasta </span>lo próximo
        </button>
      </div>
      <button class="plug" aria-disabled=${away} onClick=${unlessStuck(actions.pullPlug)} title="Mata el servidor, sin avisarle">
        <${Icon} name="plug" />
        ${state.connection === 'unplugged' ? 'Desenchufado…' : 'Desenchufar'}
      </button>
    </section>
  `
}
