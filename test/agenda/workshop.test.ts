import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { nothingAfterwards } from '../../src/agenda/afterwards.ts'
import { priceIn } from '../../src/agenda/serviceRow.ts'
import { loadWorkshop, type Workshop } from '../../src/agenda/workshop.ts'
import { FileError } from '../../src/yaml/yaml.ts'

const sound = `
id: torke
name: Taller Torke
address: Montevideo
zone: America/Montevideo
language: es
hours:
  monday: [13:30-18:00, 8:00-12:00]
  saturday: 20:00-24:00
holidays: uruguay
exceptions:
  2026-12-24: [08:00-10:00]
  2026-12-31: { hours: [], reason: Balance }
bays: [{ id: bay-1, name: Uno }, { id: bay-2, name: Dos }]
services:
  - { id: oil, title: Aceite, minutes: 30 }
  - { id: brakes, title: Frenos, description: Todo, minutes: 90, buffer: 10, bays: [bay-2], price: $ 2.500 }
`

describe('workshop.yaml', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workshop-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('of the repository is sound, and has work that fits', () => {
    const { id, services, bays, hours } = loadWorkshop('flows/workshop.yaml')
    expect(id).to.equal('torke')
    expect(services.map((service) => service.id)).to.deep.equal([
      'oil-change',
      'full-service',
      'brakes',
      'alignment',
      'diagnosis',
    ])
    expect(bays).to.have.length(2)
    expect(hours.map((windows) => windows.length)).to.deep.equal([0, 2, 2, 2, 2, 2, 1])
  })

  it('has its hours sorted, in minutes, Sunday first', () => {
    const { hours } = load(sound)
    const closed = [[], [], [], []]
    expect(hours).to.deep.equal([
      [],
      [
        { open: 480, close: 720 },
        { open: 810, close: 1080 },
      ],
      ...closed,
      [{ open: 1200, close: 1440 }],
    ])
  })

  it('may leave out what is usual', () => {
    const workshop = load(sound)
    expect(workshop.after).to.deep.equal(nothingAfterwards)
    expect(workshop).to.deep.include({ mechanics: [], cutOff: null, dropOff: { arrivals: 2, load: 85 } })
    expect(workshop).to.deep.include({ step: 30, lead: 60, horizon: 30, hold: 10, reminder: 24 })
    expect(workshop.holidays).to.deep.equal({ calendar: 'uruguay', closed: [] })
    expect(workshop.exceptions).to.deep.equal({
      '2026-12-24': { hours: [{ open: 480, close: 600 }], reason: null },
      '2026-12-31': { hours: [], reason: 'Balance' },
    })
    expect(workshop.services[0]).to.deep.equal({
      id: 'oil',
      title: 'Aceite',
      description: null,
      languages: {},
      minutes: 30,
      buffer: 0,
      bays: ['bay-1', 'bay-2'],
      mechanics: [],
      dropOff: false,
      days: 1,
      mayCrossBreak: false,
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      daily: null,
      onRequest: false,
      price: null,
      recall: null,
      recallKm: null,
    })
    expect(workshop.services[1]).to.deep.include({ bays: ['bay-2'], buffer: 10, price: '$ 2.500' })
  })

  it('is refused with a line for each thing to mend', () => {
    const broken = sound
      .replace('8:00-12:00', '"8:00-25:00"')
      .replace('id: torke', 'id: El Torke')
      .replace('America/Montevideo', 'America/Montevido')
      .replace('language:', 'langage:')
      .replace('2026-12-24', '2026-02-30')
      .replace('hours: []', 'hours: [11:00-13:00, 08:00-12:00]')
      .replace('holidays: uruguay', 'holidays: { calendar: uruguay, closed: [carnaval] }')
      .replace('title: Aceite', 'title: Cambio de aceite y de filtro')
      .replace('minutes: 30', 'minuts: 30')
      .replace('buffer: 10', 'buffer: -10')
      .concat('after: { ready: mañana, redy: 5 }\n')
    expect(problems(broken)).to.deep.equal([
      ':2:1 language: is missing; write a text',
      ':2:5 id: "El Torke" is not an id; write small letters, digits and hyphens, a letter first',
      ':5:7 zone: "America/Montevido" is not a time zone; write it like "America/Montevideo"',
      ':6:1 langage: unknown key "langage"; did you mean "language"?',
      ':8:25 hours.monday: "8:00-25:00" is not a range of hours; write it like "08:00-12:00"',
      ':10:41 holidays.closed: unknown value "carnaval"; did you mean "carnival"?',
      ':12:3 exceptions.2026-02-30: "2026-02-30" is not a date; write it like 2026-12-24',
      ':13:24 exceptions.2026-12-31.hours: "08:00-12:00" and "11:00-13:00" overlap; let the second begin where the first ends, or later',
      ':16:5 services.minutes: is missing; write a number',
      ':16:23 services.title: "Cambio de aceite y de filtro" is too long (28 characters); write 24 at most',
      ':16:53 services.minuts: unknown key "minuts"; did you mean "minutes"?',
      ':17:74 services.buffer: -10 is too small; write 0 or more',
      ':18:17 after.ready: "mañana" is not a number',
      ':18:25 after.redy: unknown key "redy"; did you mean "ready"?',
    ])
  })

  it('is refused when its parts contradict each other', () => {
    const broken = sound
      .replace('id: bay-2', 'id: bay-1')
      .replace('id: brakes', 'id: oil')
      .replace('[bay-2]', '[bay-7]')
      .replace('minutes: 90', 'minutes: 300')
    expect(problems(broken)).to.deep.equal([
      ':14:40 bays.id: "bay-1" stands twice; give each its own id',
      ':17:11 services.id: "oil" stands twice; give each its own id',
      ':17:59 services.minutes: 300 minutes fit in no range of hours, the longest has 270; shorten it, or open longer',
      ':17:83 services.bays: there is no bay "bay-7"; did you mean "bay-1"?',
    ])
  })

  it('may name mechanics, absences, and how many vehicles are left', () => {
    const shop = load(
      sound.replace(
        'services:',
        `mechanics:
  - { id: ana, name: Ana, away: [2026-12-21/2027-01-04, 2026-12-11, 2026-12-14 14:00-18:00] }
  - { id: leo, name: Leo }
cutOff: "17:00"
daily: { vehicles: 12 }
dropOff: { arrivals: 3 }
services:
  - { id: body, title: Chapa, minutes: 900, days: 3, dropOff: true, onRequest: true, weekdays: [monday, friday], mechanics: [leo] }`,
      ),
    )
    const morning = { open: 840, close: 1080 }
    expect(shop.mechanics[0]!.away).to.deep.equal([
      { from: '2026-12-21', to: '2027-01-04', window: null },
      { from: '2026-12-11', to: '2026-12-11', window: null },
      { from: '2026-12-14', to: '2026-12-14', window: morning },
    ])
    expect(shop).to.deep.include({ cutOff: 1020, daily: { vehicles: 12, minutes: null } })
    expect(shop.dropOff).to.deep.equal({ arrivals: 3, load: 85 })
    expect(shop.services[0]).to.deep.include({
      weekdays: [1, 5],
      mechanics: ['leo'],
      days: 3,
      onRequest: true,
    })
    expect(shop.services[1]).to.deep.include({ mechanics: ['ana', 'leo'] })
  })

  it('is refused where an absence or an hour is none', () => {
    const broken = sound.replace(
      'services:',
      'mechanics: [{ id: ana, name: Ana, away: [2026-12-32, 2027-01-04/2026-12-21] }]\ncutOff: 25:00\nservices:',
    )
    const how = 'write it like "2026-12-21", "2026-12-21/2027-01-04" or "2026-12-21 14:00-18:00"'
    expect(problems(broken)).to.deep.equal([
      `:15:42 mechanics.away: "2026-12-32" is not a time away; ${how}`,
      `:15:54 mechanics.away: "2027-01-04/2026-12-21" is not a time away; ${how}`,
      ':16:9 cutOff: "25:00" is not a time of day; write it like "17:00"',
    ])
  })

  it('is refused when it promises what cannot be kept', () => {
    const broken = sound.replace(
      'services:',
      `mechanics: [{ id: bay-1, name: Ana }]
services:
  - { id: body, title: Chapa, minutes: 900, dropOff: true, bays: [bay-1] }
  - { id: long, title: Motor, minutes: 520, mayCrossBreak: true, days: 2, mechanics: [leo] }`,
    )
    expect(problems(broken)).to.deep.equal([
      ':15:19 mechanics.id: "bay-1" is a bay\'s already; give each its own id',
      ':17:40 services.minutes: 900 minutes a day are more than can be promised on any day, which is 433; spread them over more days, or raise the load of dropOff',
      ':17:66 services.bays: a vehicle that is left has no bay of its own; leave them out, or dropOff',
      ':18:40 services.minutes: 520 minutes fit in no day, the longest has 510; shorten it, or open longer',
      ':18:72 services.days: are only for vehicles that are left; add dropOff: true, or leave it out',
      ':18:87 services.mechanics: there is no mechanic "leo"; here one of these can stand: bay-1',
    ])
  })

  it('is refused when two bays or services are called alike', () => {
    const broken = sound.replace('name: Dos', 'name: uno').replace('title: Frenos', 'title: Acéite')
    expect(problems(broken)).to.deep.equal([
      ':14:53 bays.name: "uno" stands twice; give each its own name',
      ':17:26 services.title: "Acéite" stands twice; give each its own title',
    ])
  })

  it('may call its services otherwise in other languages', () => {
    const told = (languages: string) =>
      sound.replace('title: Aceite,', `title: Aceite, languages: { ${languages} },`)
    const { services } = load(told('pt: { title: Troca de óleo, description: Com filtro }'))
    expect(services[0]!.languages).to.deep.equal({
      pt: { title: 'Troca de óleo', description: 'Com filtro' },
    })
    expect(problems(told('pt: { title: frenos }'))).to.deep.equal([
      ':17:5 services.languages.pt.title: "Frenos" stands twice; give each its own title',
    ])
    expect(problems(told(`en: { title: ${'x'.repeat(25)} }`)).join()).to.match(
      /^:16:\d+ services\.languages\.en\.title: .* is too long/,
    )
    expect(problems(told('es: { title: Aceite y filtro }')).join()).to.match(
      /^:16:\d+ services\.languages\.es: is the workshop’s own language/,
    )
  })

  it('may have prices as numbers, which are money of its own, and fit beside the description in each language', () => {
    const priced = (rest: string) => load(`${sound.replace('price: $ 2.500', 'price: 2500')}\n${rest}`)
    expect(priced('').currency).to.equal('UYU')
    const shown = (workshop: Workshop, language: string) =>
      priceIn(workshop.services[1]!, workshop, language)?.replace(/\u00a0/g, ' ')
    expect(['es', 'pt', 'en'].map((each) => shown(priced(''), each))).to.deep.equal([
      '$ 2.500',
      'UYU 2.500',
      'UYU 2,500',
    ])
    expect(shown(priced('currency: BRL'), 'pt')).to.equal('R$ 2.500')
    expect(problems(sound.replace('price: $ 2.500', 'price: -1'))).to.have.length(1)
    expect(problems(`${sound}\ncurrency: pesos`)).to.deep.equal([
      ':19:11 currency: "pesos" is not a currency; write three capitals, like USD',
    ])
  })

  it('is refused with more services than a list can show', () => {
    const services = (count: number) =>
      sound +
      Array.from({ length: count - 2 }, (_, i) => `  - { id: s${i}, title: Tarea ${i}, minutes: 30 }`).join(
        '\n',
      )
    expect(load(services(10)).services).to.have.length(10)
    expect(problems(services(11))).to.deep.equal([
      ':26:5 services: is one too many: there are 11 services, and a list on WhatsApp takes 10; leave some out, or join them',
    ])
  })

  it('is refused where a service’s description and price are too long together', () => {
    const described = (length: number) =>
      sound.replace('description: Todo', `description: ${'x'.repeat(length)}`)
    expect(load(described(62)).services[1]?.price).to.equal('$ 2.500')
    expect(problems(described(63))).to.deep.equal([
      ':17:159 services.price: stands after the description, and both together have 73 characters; a row of a list takes 72: shorten one',
    ])
  })

  it('counts as Meta does: an emoji is two characters', () => {
    const title = `${'x'.repeat(21)}🚗🚗`
    expect(problems(sound.replace('title: Aceite', `title: ${title}`))).to.deep.equal([
      `:16:23 services.title: "${title}" is too long (25 characters); write 24 at most`,
    ])
  })

  it('is refused when it is no YAML, or has a key twice', () => {
    expect(problems('id: torke\nhours: [08:00\nname: x\n')[0]).to.match(/^:3:1: .+; check the spaces/)
    expect(problems('id: torke\nid: torke\n')).to.deep.equal([
      ':2:1: this key stands twice; keep one of them',
    ])
    expect(problems('')).to.deep.equal([':1:1: is empty; write a group of keys, each with its value'])
    expect(problems('id: *torke\n')[0]).to.include('instead of an alias')
  })

  it('is missed by name when there is none', () => {
    expect(() => loadWorkshop(join(folder, 'none.yaml'))).to.throw(
      FileError,
      'none.yaml: there is no such file',
    )
  })

  it('takes a service that fits on an exceptional day only', () => {
    const long = sound.replace('minutes: 90', 'minutes: 600').replace('[08:00-10:00]', '[08:00-18:00]')
    expect(load(long).services[1]?.minutes).to.equal(600)
  })

  function load(yaml: string) {
    const file = join(folder, 'workshop.yaml')
    writeFileSync(file, yaml)
    return loadWorkshop(file)
  }

  /** The lines of the error, without the file's name, which each of them begins with. */
  function problems(yaml: string): string[] {
    try {
      load(yaml)
    } catch (error) {
      expect(error).to.be.instanceOf(FileError)
      const file = join(folder, 'workshop.yaml')
      const lines = (error as FileError).message.split('\n')
      expect(lines.every((line) => line.startsWith(file))).to.equal(true)
      return lines.map((line) => line.slice(file.length))
    }
    throw new Error('It was read without an error')
  }
})
