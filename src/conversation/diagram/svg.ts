import { renderMermaidSVG } from 'beautiful-mermaid'

/**
 * Draws Mermaid as SVG: the same bytes each time, calling no host, in dark letters on light ground or the reverse, as whoever
 * looks at it has it.
 * @param title for those who hear it
 */
export function svgOf(mermaid: string, title: string): string {
  return renderMermaidSVG(mermaid, { padding: 16 })
    .replace(/ style="--bg[^"]*"/, ' role="img"')
    .replace(/<style>[\s\S]*?<\/style>/, `<title>${title}</title>\n${style}`)
    .replace(/ data-[a-z-]+="[^"]*"/g, '')
    .replace(/="[^"]*"/g, rounded)
    .concat('\n')
}

/** An attribute with its numbers to a tenth. */
function rounded(attribute: string): string {
  return attribute.replace(/\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10))
}

/** In place of the package's own, which asks a host for its font and knows no dark ground. */
const style = `<style>
  svg { --bg: #ffffff; --_text: #1f2328; --_text-sec: #59636e; --_line: #818b98; --_arrow: #59636e; --_node-fill: #f6f8fa; --_node-stroke: #d1d9e0; --_group-fill: #ffffff; --_group-hdr: #eff2f5; --_inner-stroke: #e3e8ed; background: var(--bg) }
  @media (prefers-color-scheme: dark) {
    svg { --bg: #0d1117; --_text: #f0f6fc; --_text-sec: #9198a1; --_line: #656c76; --_arrow: #9198a1; --_node-fill: #151b23; --_node-stroke: #3d444d; --_group-fill: #0d1117; --_group-hdr: #151b23; --_inner-stroke: #2a313c }
  }
  text { font-family: Inter, Arial, system-ui, sans-serif }
</style>`
