import htm from '/vendor/htm.js'
import { Component, h, render } from '/vendor/preact.js'

/** Writes markup as a tagged template; text in it is always text, never markup. */
export const html = htm.bind(h)

export { Component, h, render }
