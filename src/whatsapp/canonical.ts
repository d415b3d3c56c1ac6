import { onOneLine } from './kinds/template.ts'

/**
 * A body as someone else wrote it in Meta's shapes, the way Meta's API description has it: degrees as strings, the
 * language's policy named, values on one line. Whether it is sound is for `checked` to say.
 */
export function canonical(body: unknown): unknown {
  if (!isObject(body)) return body
  const { type } = body
  if (type === 'location') return { ...body, location: asWritten(body.location) }
  if (type === 'template') return { ...body, template: canonicalTemplate(body.template) }
  return body
}

function canonicalTemplate(template: unknown): unknown {
  if (!isObject(template)) return template
  const { language, components } = template
  return {
    ...template,
    ...(isObject(language) && { language: { policy: 'deterministic', ...language } }),
    ...(Array.isArray(components) && { components: components.map(canonicalComponent) }),
  }
}

function canonicalComponent(component: unknown): unknown {
  if (!isObject(component)) return component
  const { index, parameters } = component
  return {
    ...component,
    ...(typeof index === 'number' && { index: String(index) }),
    ...(Array.isArray(parameters) && { parameters: parameters.map(canonicalParameter) }),
  }
}

function canonicalParameter(parameter: unknown): unknown {
  if (!isObject(parameter)) return parameter
  const { text, location } = parameter
  return {
    ...parameter,
    ...(typeof text === 'string' && { text: onOneLine(text) }),
    ...(location !== undefined && { location: asWritten(location) }),
  }
}

function asWritten(place: unknown): unknown {
  if (!isObject(place)) return place
  const degrees = ['latitude', 'longitude'].filter((each) => typeof place[each] === 'number')
  return { ...place, ...Object.fromEntries(degrees.map((each) => [each, String(place[each])])) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
