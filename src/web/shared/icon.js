import { html } from './view.js'

/** @typedef {keyof typeof paths} IconName */

/**
 * A drawing beside words, or on a button that has a label: by itself it says nothing.
 *
 * @param {{name: IconName}} props
 */
export function Icon({ name }) {
  return html`
    <svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>
  `
}

const paths = {
  attach: 'M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4',
  bot: 'M12 3v4M6 7h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM9 12v2M15 12v2',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  call: 'M6.5 4H10l1.5 4.5-2.3 1.4a11 11 0 0 0 4.9 4.9l1.4-2.3L20 14v3.5A2.5 2.5 0 0 1 17.5 20 13.5 13.5 0 0 1 4 6.5 2.5 2.5 0 0 1 6.5 4z',
  chat: 'M4 5h16v11H10l-4.5 4V16H4z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  forward: 'M9 5l7 7-7 7',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  location:
    'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  photo: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4L15 13l5 5M15 8.5h.01',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  plus: 'M12 5v14M5 12h14',
  reply: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1',
  send: 'M4 12 20 4l-5.5 16-3-6.5zM11.5 13.5 20 4',
  tick: 'm5 13 4.5 4.5L19 7',
  ticks: 'm2 13 4.5 4.5L15 8M11 15.8l1.8 1.7L22 8',
  voice: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
}
