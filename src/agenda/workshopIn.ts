import type { Service, Workshop } from './workshop.ts'

/** A workshop with its services called as in a language, where they were written in it; made once of each. */
export function workshopIn(workshop: Workshop, language: string | undefined): Workshop {
  if (language === undefined || workshop.services.every((each) => !(language in each.languages)))
    return workshop
  let languages = known.get(workshop)
  if (!languages) {
    languages = new Map()
    known.set(workshop, languages)
  }
  let told = languages.get(language)
  if (!told) {
    told = { ...workshop, services: workshop.services.map((each) => serviceIn(each, language)) }
    languages.set(language, told)
  }
  return told
}

const known = new WeakMap<Workshop, Map<string, Workshop>>()

/** What is not written in the language is told as ever. */
function serviceIn(service: Service, language: string): Service {
  const { title, description } = service.languages[language] ?? {}
  return { ...service, title: title ?? service.title, description: description ?? service.description }
}

/** The title of a service in a language, from its title in any of them; what is no service's stays. */
export function titleIn(services: Service[], title: string, language: string): string {
  const found = services.find(
    (each) => each.title === title || Object.values(each.languages).some((other) => other.title === title),
  )
  return found ? serviceIn(found, language).title : title
}
