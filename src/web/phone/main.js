import { createStore } from '../shared/store.js'
import { html, render } from '../shared/view.js'
import { createActions } from './actions.js'
import { follow } from './follow.js'
import { createOutbox } from './outbox.js'
import { Page } from './page.js'
import { refreshers } from './refresh.js'
import { initialState } from './state.js'

const root = /** @type {HTMLElement} */ (document.getElementById('page'))
root.replaceChildren()

const store = createStore(initialState(), show)
const refresh = refreshers(store)
const outbox = createOutbox(store, () => void refresh.messages().catch(() => {}))
const actions = createActions(store, refresh, outbox.send)

follow(store, refresh, outbox.handOver)
show()
// The clock on the page goes on by itself, and nobody tells when a held place runs out.
setInterval(show, 10_000)
setInterval(() => void refresh.agenda().catch(() => {}), 60_000)

function show() {
  render(html`<${Page} state=${store.state} actions=${actions} />`, root)
}
