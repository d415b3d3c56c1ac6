import { expect } from 'chai'
import { readLines } from '../../src/language/lines.ts'

const titles = ['Pastillas', 'Discos delanteros', 'Mano de obra']
const [pads, discs, labour] = [0, 1, 2]

describe('the lines of a quote that somebody wants', () => {
  for (const [text, places] of Object.entries({
    '1 y 3': [pads, labour],
    'el 2': [discs],
    todo: [pads, discs, labour],
    'dale, todo': [pads, discs, labour],
    'todo menos el 2': [pads, labour],
    'todo menos los discos': [pads, labour],
    'todo menos los discos y la mano de obra': [pads],
    'sin los discos': [pads, labour],
    'uff q caro, y sin los discos?': [pads, labour],
    'sacale los discos': [pads, labour],
    'los discos no': [pads, labour],
    'no, los discos no': [pads, labour],
    'las pastillas si, los discos no': [pads],
    'las pastillas sí los discos no': [pads],
    'solo las pastillas': [pads],
    'solo las pastillas y la mano de obra, gracias': [pads, labour],
    'haceme las pastillas nomás': [pads],
    'all but 2': [pads, labour],
    'everything except the discos': [pads, labour],
    '1 and 3': [pads, labour],
    'tudo menos o 2': [pads, labour],
  }))
    it(`are ${places.map((place) => place + 1).join(', ')} in "${text}"`, () => {
      expect(readLines(text, titles)).to.deep.equal(places)
    })

  for (const text of [
    'cuanto sale solo los discos?',
    'todo bien, los discos los dejo para otra vez',
    'los discos los cambié hace un mes',
    'el 4',
    'ni loco',
    'no',
    'hola',
    'lo pienso',
    'las pastillas no sé',
    'sin nada',
  ])
    it(`are not told by "${text}"`, () => {
      expect(readLines(text, titles)).to.equal(null)
    })
})
