import { expect } from 'chai'
import { readKilometres } from '../../src/language/kilometres.ts'

describe('readKilometres', () => {
  const examples: Record<string, number> = {
    'tiene 85 mil km': 85_000,
    '85.000': 85_000,
    '85000km': 85_000,
    '85.000 km': 85_000,
    '85,000 km': 85_000,
    '85000': 85_000,
    '85k': 85_000,
    'unos 120 mil': 120_000,
    '120 mil': 120_000,
    'ciento veinte mil kilómetros': 120_000,
    'ochenta y cinco mil': 85_000,
    'cien mil km': 100_000,
    'doscientos diez mil kms': 210_000,
    'ochenta y cinco mil quinientos km': 85_500,
    'es un Gol 2015 con 95 mil km': 95_000,
    'Hilux 2018 con 95 mil': 95_000,
    'SBC1234, 120.000 km': 120_000,
    'Gol SBC 1234 85000 km': 85_000,
    'Km: 64.300': 64_300,
    'kilometraje 150000': 150_000,
    'anda en los 78 mil': 78_000,
    'tiene como 60 mil más o menos': 60_000,
    'son 9500 km': 9_500,
    'ya pasó los 100 mil km': 100_000,
    'mi cel es 099 123 456 y tiene 45.000 km': 45_000,
    'el último service fue a los 60.000, ahora tiene 71.000 km': 71_000,
    'tem 85 mil km': 85_000,
    'oitenta e cinco mil quilômetros': 85_000,
    'it has 85,000 km': 85_000,
    'Tiene 145.000km aprox.': 145_000,
    'mil km': 1_000,
  }
  for (const [text, kilometres] of Object.entries(examples)) {
    it(`reads ${kilometres} in "${text}"`, () => {
      expect(readKilometres(text)).to.equal(kilometres)
    })
  }

  const none = [
    'mañana a las 10',
    '099 123 456',
    '099123456',
    '+598 99 123 456',
    'SBC1234',
    'SBC 1234',
    'Gol 2015',
    '2015',
    'modelo dos mil quince',
    'sale 4500 pesos',
    'me pasaron 12 mil pesos',
    'cuesta 85.000?',
    '$ 85.000',
    'el service de los 10.000',
    'el último service fue a los 60.000',
    'a 120 km por hora vibra',
    'a 100 km/h hace ruido',
    'estoy a 20 km de ahí',
    'estoy a 300 km',
    'cada 10 mil km',
    'le faltan 2000 km para el service',
    'es 0 km',
    'aceite 10W40',
    '185/65 R15',
    'el 27/11/2026 a las 10',
    'mil gracias',
    'cubiertas 205 55 16',
    'lunes 8.30',
    'hace 3000 km que le cambié el aceite',
    'mi cédula es 4.123.456-7',
    'la 2',
    '',
  ]
  for (const text of none) {
    it(`reads none in "${text}"`, () => {
      expect(readKilometres(text)).to.equal(null)
    })
  }
})
