import { expect } from 'chai'
import { readPlate, showPlate } from '../../src/language/plates.ts'

describe('readPlate', () => {
  it('reads a Uruguayan plate however it is written', () => {
    const written = [
      'SBA 1234',
      'sba1234',
      'SBA-1234',
      'sba.1234',
      'mi matrícula es SBA 1234',
      'la SBA1234, un Gol 2015',
      'SBA I234',
    ]
    expect(written.map(readPlate)).to.eql(written.map(() => 'SBA1234'))
  })

  it('reads motorcycles and the neighbours', () => {
    expect(['abc 123', 'AB 123 CD', 'abc1d23', 'ABCD 123'].map(readPlate)).to.eql([
      'ABC123',
      'AB123CD',
      'ABC1D23',
      'ABCD123',
    ])
  })

  it('sets right letters and digits that are mixed up, by their place', () => {
    expect(readPlate('SBA O12I')).to.equal('SBA0121')
    expect(readPlate('S0A 1234')).to.equal('SOA1234')
  })

  it('reads a plate that looks like a day beside its vehicle', () => {
    expect(['Fiat Uno SAB 1234', 'SAB1234', 'es un Gol MAR 0930', 'Gol 2012 MAR 1030'].map(readPlate)).to.eql(
      ['SAB1234', 'SAB1234', 'MAR0930', 'MAR1030'],
    )
  })

  it('reads no plate in models, years, phones or words', () => {
    const others = [
      'Gol 1000',
      'Chevrolet Onix 2020',
      'Fiat Uno 2008',
      '099123456',
      '1234',
      'no sé',
      'los 2015',
      'hola 120 km',
      'unos 120 mil',
      'como 85 mil',
      'la ruta 101',
      '',
      '🚗',
    ]
    expect(others.map(readPlate)).to.eql(others.map(() => null))
  })

  it('reads three letters that begin a weekday as a plate, since a plate was asked for', () => {
    expect(readPlate('MAR 0930')).to.equal('MAR0930')
  })
})

describe('showPlate', () => {
  it('parts letters and digits', () => {
    expect(['SBA1234', 'ABC123', 'AB123CD', 'ABCD123'].map(showPlate)).to.eql([
      'SBA 1234',
      'ABC 123',
      'AB 123 CD',
      'ABCD 123',
    ])
  })
})
