import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadTexts, MissingValueError, UnknownTextError } from '../../src/conversation/texts.ts'
import { valueNames } from '../../src/conversation/vocabulary.ts'
import { FileError } from '../../src/yaml/yaml.ts'
import { inMachineZone } from '../agenda/example.ts'

const zone = 'America/Montevideo'
const start = '2026-11-27T10:00:00-03:00'

describe('texts', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'texts-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('have the same keys nested or dotted', () => {
    const texts = load({ es: 'booking:\n  askDay: ¿Para qué día?\nbooking.askSlot: ¿A qué hora?\nhi: Hola' })
    expect(texts.keys('es')).to.deep.equal(['booking.askDay', 'booking.askSlot', 'hi'])
    expect(texts.say('es', 'booking.askDay', {}, zone)).to.equal('¿Para qué día?')
    expect(texts.has('es', 'booking.askSlot')).to.equal(true)
    expect(texts.has('es', 'booking')).to.equal(false)
    expect(texts.has('pt', 'hi')).to.equal(false)
    expect(texts.languages).to.deep.equal(['es'])
  })

  it('show instants on the wall clock of the zone, in each language', () => {
    const when = 'when: "{start, date, day} · {start, date, short} · {start, time, hour}"'
    const texts = load({ es: when, pt: when, en: when })
    const say = (language: string) => texts.say(language, 'when', { start }, zone)
    expect(say('es')).to.equal('viernes 27 de noviembre · vie 27/11 · 10:00')
    expect(say('pt')).to.equal('sexta-feira, 27 de novembro · sex 27/11 · 10h')
    expect(say('en')).to.equal('Friday 27 November · Fri 27 Nov · 10 am')
    expect(texts.say('es', 'when', { start }, 'Asia/Kathmandu')).to.equal(
      'viernes 27 de noviembre · vie 27/11 · 18:45',
    )
    expect(texts.say('es', 'when', { start: '2026-11-28T01:30:00Z' }, zone)).to.include('vie 27/11 · 22:30')
  })

  it('say on which day in each language, and at any minute', () => {
    const on = 'when: "{start, date, on}, {start, time, hour}"'
    const texts = load({ es: on, pt: on, en: on, fr: on })
    const say = (language: string, at: string) => texts.say(language, 'when', { start: at }, zone)
    const [friday, saturday] = ['2026-11-27T13:30:00-03:00', '2026-11-28T09:05:00-03:00']
    expect(say('es', friday)).to.equal('el viernes 27 de noviembre, 13:30')
    expect(say('pt', friday)).to.equal('na sexta-feira, 27 de novembro, 13h30')
    expect(say('pt', saturday)).to.equal('no sábado, 28 de novembro, 9h05')
    expect(say('en', friday)).to.equal('on Friday 27 November, 1:30 pm')
    expect(say('fr', saturday)).to.equal('samedi 28 novembre, 09:05')
  })

  it('show midnight as 00:00', () => {
    const texts = load({ es: 'at: "{start, time, hour}"' })
    expect(texts.say('es', 'at', { start: '2026-11-27T00:00:00-03:00' }, zone)).to.equal('00:00')
  })

  it('show the same whatever the zone of the machine', () => {
    const shown = ['UTC', 'Asia/Tokyo'].map((machine) =>
      inMachineZone(machine, () =>
        load({ es: 'at: "{start, date, day} {start, time, hour}"' }).say('es', 'at', { start }, zone),
      ),
    )
    expect(shown).to.deep.equal(Array(2).fill('viernes 27 de noviembre 10:00'))
  })

  it('insert values as they are, whatever is in them', () => {
    const texts = load({ es: 'hi: "<b>Hola {vehicle}</b>, {service}"' })
    const values = { vehicle: "{start} <i> '{' #", service: '{vehicle}' }
    expect(texts.say('es', 'hi', values, zone)).to.equal(`<b>Hola {start} <i> '{' #</b>, {vehicle}`)
  })

  it('choose by word', () => {
    const texts = load({ es: 'k: "{service, select, car {el auto} other {{vehicle}}}"' })
    expect(texts.say('es', 'k', { service: 'car', vehicle: 'x' }, zone)).to.equal('el auto')
    expect(texts.say('es', 'k', { service: 'bike', vehicle: 'la moto' }, zone)).to.equal('la moto')
  })

  it('tell which values they need', () => {
    const texts = load({
      es: 'a: "{vehicle} {start, date, day} {start, time, hour} {service, select, other {{workshop}}}"\nb: hola',
    })
    expect(texts.placeholders('es', 'a')).to.deep.equal(['vehicle', 'start', 'service', 'workshop'])
    expect(texts.placeholders('es', 'b')).to.deep.equal([])
    expect(texts.placeholders('es', 'c')).to.deep.equal([])
  })

  it('name the key that nobody wrote, and the nearest one', () => {
    const texts = load({ es: 'booking.askDay: hola' })
    expect(() => texts.say('es', 'booking.askDya', {}, zone)).to.throw(
      UnknownTextError,
      'flows/texts/es.yaml has no text "booking.askDya"; did you mean "booking.askDay"?',
    )
    expect(() => texts.say('pt', 'booking.askDay', {}, zone)).to.throw(UnknownTextError)
  })

  it('name the key and the value that is missing or cannot be shown, and not what is in it', () => {
    const texts = load({ es: 'a: "{vehicle} {start, date, day}"' })
    expect(() => texts.say('es', 'a', { start }, zone)).to.throw(
      MissingValueError,
      'Text "a" (es) needs the value "vehicle", a text or a number; give it with the key of the text',
    )
    expect(() => texts.say('es', 'a', { vehicle: 'Gol', start: 'secret' }, zone))
      .to.throw(MissingValueError, 'needs the value "start", an instant')
      .with.property('message')
      .that.does.not.include('secret')
  })

  it('are refused with a line for each that cannot be said', () => {
    const file = join(folder, 'es.yaml')
    const broken = [
      'booking:',
      '  askDay: Hola {name',
      '  empty: ""',
      '  none:',
      '  list: [a, b]',
      '  number: 5',
      '  date: "{start, date}"',
      '  style: "{start, date, long}"',
      '  skeleton: "{start, time, ::Hm}"',
      '  nested: "{service, select, other {{start, date, hour}}}"',
      '  twice: hola',
      'booking.twice: hola',
      'fine: hola',
    ].join('\n')
    expect(() => load({ es: broken }))
      .to.throw(FileError)
      .with.property(
        'message',
        [
          `${file}:2:11 booking.askDay: is not a well-formed message (EXPECT_ARGUMENT_CLOSING_BRACE); check its { and }`,
          `${file}:3:10 booking.empty: is empty; write the text, or delete its key`,
          `${file}:4:8 booking.none: is empty; write the text, or delete its key`,
          `${file}:5:9 booking.list: is not a text; put it in quotes, and write one text for each key`,
          `${file}:6:11 booking.number: is not a text; put it in quotes, and write one text for each key`,
          `${file}:7:9 booking.date: {start, date} has no known style; write {start, date, day} or {start, date, on} or {start, date, short}`,
          `${file}:8:10 booking.style: {start, date} has no known style; write {start, date, day} or {start, date, on} or {start, date, short}`,
          `${file}:9:13 booking.skeleton: {start, time} has no known style; write {start, time, hour}`,
          `${file}:10:11 booking.nested: {start, date} has no known style; write {start, date, day} or {start, date, on} or {start, date, short}`,
          `${file}:12:16 booking.twice: stands twice; keep one of them`,
        ].join('\n'),
      )
  })

  it('are refused with a placeholder that the bot does not fill, or not so', () => {
    const broken = [
      'engine:',
      '  failed: Hola {taller}',
      '  late: Hola {workshp}, {nombre}',
      '  at: Hola {start}',
      '  day: Hola {vehicle, date, day}',
      '  many: "{service, plural, one {x} other {y}}"',
    ].join('\n')
    expect(problems(broken)).to.deep.equal([
      `:2:11 engine.failed: unknown placeholder "taller"; here one of these can stand: ${valueNames.join(', ')}`,
      `:3:9 engine.late: unknown placeholder "workshp"; did you mean "workshop"? There are ${valueNames.join(', ')}`,
      `:3:9 engine.late: unknown placeholder "nombre"; here one of these can stand: ${valueNames.join(', ')}`,
      ':4:7 engine.at: {start} has no style; write {start, date, day}, {start, date, on}, {start, date, short} or {start, time, hour}',
      ':5:8 engine.day: {vehicle} is a text, not a date; write {vehicle}',
      ':6:9 engine.many: {service} is a text, not a number; write {service}',
    ])
  })

  it('are refused where they do not fit on what their key names, with their longest values', () => {
    const broken = [
      'booking:',
      `  optionYes: ${'x'.repeat(21)}`,
      '  optionEmoji: xxxxxxxxx🚗🚗🚗🚗🚗🚗',
      '  optionService: "{service}"',
      `  listSlots: ${'x'.repeat(21)}`,
      '  slot: "{start, date, day} · {start, time, hour}"',
      `  askDay: ${'x'.repeat(1025)}`,
      `  askVehicle: "${'x'.repeat(905)}{vehicle}"`,
    ].join('\n')
    const button = 'a button (its name begins with "option") takes 20 at most: shorten it'
    expect(problems(broken)).to.deep.equal([
      `:2:14 booking.optionYes: has 21 characters ("${'x'.repeat(21)}"); ${button}`,
      `:3:16 booking.optionEmoji: has 21 characters ("xxxxxxxxx🚗🚗🚗🚗🚗🚗"); ${button}`,
      `:4:18 booking.optionService: can have 24 characters ("${'m'.repeat(24)}"); ${button}`,
      `:5:14 booking.listSlots: has 21 characters ("${'x'.repeat(21)}"); the button of a list (its name begins with "list") takes 20 at most: shorten it`,
      ':6:9 booking.slot: can have 33 characters ("miércoles 22 de noviembre · 10:30"); a row of a list (its name is "slot") takes 24 at most: shorten it',
      ':7:11 booking.askDay: has 1025 characters; a message takes 1024 at most: shorten it',
      ':8:15 booking.askVehicle: can have 1025 characters; a message takes 1024 at most: shorten it',
    ])
  })

  it('are taken at exactly what fits', () => {
    const fine = [
      'booking:',
      `  optionYes: ${'x'.repeat(20)}`,
      `  listSlots: ${'y'.repeat(20)}`,
      '  slot: "{start, date, short} - el {start, time, hour}"',
      `  listening: ${'z'.repeat(1024)}`,
      `  askVehicle: "${'x'.repeat(904)}{vehicle}"`,
    ].join('\n')
    expect(problems(fine)).to.deep.equal([])
  })

  it('are refused when two buttons of a group read alike', () => {
    const group = (name: string, second: string) => `${name}:\n  optionYes: Sí\n  optionNo: ${second}\n`
    expect(problems(group('a', 'No') + group('b', 'No'))).to.deep.equal([])
    expect(problems(group('a', 'sí'))).to.deep.equal([
      ':3:13 a.optionNo: reads like a.optionYes; give each button its own words',
    ])
  })

  it('are refused when a key stands twice, and when there are none', () => {
    expect(() => load({ es: 'a: hola\na: chau' })).to.throw(FileError, 'es.yaml:2:1: this key stands twice')
    expect(() => loadTexts(join(folder, 'nowhere'))).to.throw(FileError, 'es.yaml: there is no such file')
  })

  /** The lines of the error, without the file's name, which each of them begins with; none if it is read. */
  function problems(yaml: string): string[] {
    const file = join(folder, 'es.yaml')
    try {
      load({ es: yaml })
      return []
    } catch (error) {
      expect(error).to.be.instanceOf(FileError)
      return (error as FileError).message.split('\n').map((line) => line.replace(file, ''))
    }
  }

  function load(languages: Record<string, string>) {
    for (const [language, yaml] of Object.entries(languages)) {
      writeFileSync(join(folder, `${language}.yaml`), yaml)
    }
    return loadTexts(folder)
  }
})
