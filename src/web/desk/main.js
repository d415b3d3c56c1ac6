import { createStore } from '../shared/store.js'
import { html, render } from '../shared/view.js'
import { createActions } from './actions.js'
import { follow } from './follow.js'
import { Page } from './page.js'
import { refreshers } from './refresh.js'
import { initialState } from './state.js'
import { titleOf } from './title.js'

const root = /** @type {HTMLElement} */ (document.getElementById('page'))
root.replaceChildren()

const store = createStore(initialState(), show)
const refresh = refreshers(store)
const actions = createActions(store, refresh)

document.getElementById('skip')?.addEventListener('click', (event) => {
  // What stands after the # is where the page is at.
  event.preventDefault()
  document.getElementById('contenido')?.focus()
})

follow(store, refresh)
show()
// The line of the present goes on by itself.
setInterval(show, 20_000)

function show() {
  document.title = titleOf(store.state)
  render(html`<${Page} state=${store.state} actions=${actions} />`, root)
}
