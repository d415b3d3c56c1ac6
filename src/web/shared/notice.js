import { Component, html } from './view.js'

/**
 * Says something once, where it is heard too, and goes away by itself.
 *
 * @extends {Component<{text: string, onGone: (text: string) => void}>}
 */
export class Notice extends Component {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer

  componentDidMount() {
    this.componentDidUpdate({ text: '' })
  }

  /** @param {{text: string}} previous */
  componentDidUpdate({ text: previous }) {
    const { text, onGone } = this.props
    if (text === previous) return
    clearTimeout(this.timer)
    if (text) this.timer = setTimeout(onGone, shownMs, text)
  }

  render() {
    const { text } = this.props
    return html`<div class="notice" role="status">${text && html`<p>${text}</p>`}</div>`
  }
}

const shownMs = 9000
