import { expect } from 'chai'
import { isSignedBy, sign } from '../../src/whatsapp/signature.ts'

const raw = Buffer.from('{"text":"Ma\\u00f1ana a las 10"}')

describe('sign', () => {
  it('is the HMAC-SHA256 of the bytes in lower-case hex', () => {
    expect(sign('app-secret', raw)).to.equal(
      'sha256=e4d5659de82adce3afc89b889236b141ff59529cea770165a258be3d9447a9b3',
    )
  })
})

describe('isSignedBy', () => {
  const signature = sign('app-secret', raw)

  it('knows the bytes as they were signed', () => {
    expect(isSignedBy(['app-secret'], raw, signature)).to.equal(true)
  })

  it('knows either of two secrets while one is being rotated', () => {
    expect(isSignedBy(['new-secret', 'app-secret'], raw, signature)).to.equal(true)
    expect(isSignedBy(['app-secret', 'new-secret'], raw, signature)).to.equal(true)
  })

  it('refuses other bytes, even of the same JSON', () => {
    expect(
      isSignedBy(['app-secret'], Buffer.from(JSON.stringify(JSON.parse(raw.toString()))), signature),
    ).to.equal(false)
  })

  it('refuses another secret, and none', () => {
    expect(isSignedBy(['other'], raw, signature)).to.equal(false)
    expect(isSignedBy([], raw, signature)).to.equal(false)
  })

  it('never takes an empty secret, with which anyone could sign', () => {
    expect(isSignedBy([''], raw, sign('', raw))).to.equal(false)
  })

  for (const header of [
    undefined,
    '',
    'sha256=',
    signature.slice(7),
    signature.slice(0, -1),
    `${signature}0`,
    'sha256=ñ',
    signature.replace('256', '1'),
  ]) {
    it(`refuses the header ${JSON.stringify(header)}`, () => {
      expect(isSignedBy(['app-secret'], raw, header)).to.equal(false)
    })
  }
})
