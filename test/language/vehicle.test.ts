import { expect } from 'chai'
import { readVehicle, withPlate } from '../../src/language/vehicle.ts'

describe('readVehicle', () => {
  for (const [text, vehicle] of [
    ['quiero cambiar el aceite del Gol SBC1234 el viernes tipo 10', 'Gol SBC1234'],
    ['hora para el fiat uno sba 1234 mañana', 'fiat uno sba 1234'],
    ['service para la Hilux 2019, matrícula SCE 5566.', 'Hilux 2019 matrícula SCE 5566'],
    ['es un VW Gol rojo, SBD-4321!', 'VW Gol rojo SBD-4321'],
    ['frenos del Gol el martes', null],
    ['para el mar 1030 puede ser?', null],
    ['SBA 1234', null],
    ['tengo hora?', null],
  ] as const) {
    it(`reads ${vehicle} in "${text}"`, () => {
      expect(readVehicle(text)).to.equal(vehicle)
    })
  }
})

describe('a vehicle under another plate', () => {
  for (const [vehicle, then] of [
    ['fiat uno SAA 1111', 'fiat uno SAA2222'],
    ['Gol 2015 SBC1234', 'Gol 2015 SAA2222'],
    ['SBC-1234 Gol', 'SAA2222 Gol'],
    ['Gol', 'Gol SAA2222'],
    ['', 'SAA2222'],
  ] as const) {
    it(`"${vehicle}" is "${then}"`, () => {
      expect(withPlate(vehicle, 'SAA2222')).to.equal(then)
    })
  }
})
