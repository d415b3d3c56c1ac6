import { expect } from 'chai'
import { readSettings, SettingsError } from '../src/settings.ts'

describe('the tokens of the environment', () => {
  it('have a name and a scope; the single one may do everything', () => {
    const { apiTokens } = readSettings({ API_TOKEN: 'one', API_TOKENS: 'desk:full:a:b, screen:read:c' })
    expect(apiTokens).to.deep.equal([
      { name: 'API_TOKEN', scope: 'full', token: 'one' },
      { name: 'desk', scope: 'full', token: 'a:b' },
      { name: 'screen', scope: 'read', token: 'c' },
    ])
    expect(readSettings({ API_TOKEN: ' ', API_TOKENS: '' }).apiTokens).to.deep.equal([])
  })

  const form = 'is not name:scope:token; the scope is read or full, and the name letters, digits, -, _ or .'
  for (const [list, what] of [
    ['s3cret', `entry 1 of the list ${form}`],
    ['desk:full:a,screen:write:s3cret', `entry 2 of the list ${form}`],
    ['a desk:full:s3cret', `entry 1 of the list ${form}`],
    ['desk:full:', `entry 1 of the list ${form}`],
    ['desk:full:s3cret,', 'entry 2 of the list is empty; take the comma away'],
    ['desk:full:s3cret,desk:read:b', 'entry 2 of the list has the name of another one'],
    ['desk:full:s3cret,screen:read:s3cret', 'entry 2 of the list has the token of another one'],
    ['desk:full:s3creté', 'entry 1 of the list has a token with other signs than those of ASCII'],
    ['desk:full:a,screen:read:the-one', 'entry 2 of the list has the name or the token of API_TOKEN'],
  ] as const) {
    it(`are refused as ${list.replace('s3cret', '…')}, by their place and without repeating them`, () => {
      const read = () => readSettings({ API_TOKEN: 'the-one', API_TOKENS: list })
      expect(read).to.throw(SettingsError, `API_TOKENS: ${what}`)
      expect(read).not.to.throw(/s3cret|the-one/)
    })
  }
})
