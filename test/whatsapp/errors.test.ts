import { expect } from 'chai'
import { classify } from '../../src/whatsapp/codes.ts'
import { GraphError, NotSentError, UnknownOutcomeError } from '../../src/whatsapp/errors.ts'

describe('classify', () => {
  for (const [codes, classified] of [
    [[1, 2, 131000, 131016, 133004], { class: 'transient' }],
    [[131057, 2494100], { class: 'transient', scope: 'number' }],
    [[131056], { class: 'throttled', scope: 'pair' }],
    [[130429], { class: 'throttled', scope: 'number' }],
    [[4, 80007], { class: 'throttled', scope: 'app' }],
    [[132015], { class: 'throttled', scope: 'template' }],
    [[131026, 131047, 131049, 131053, 130472, 131205, 138006], { class: 'message' }],
    [[131050], { class: 'customer', scope: 'pair' }],
    [[0, 10, 190, 200, 299, 368, 131031, 131042], { class: 'account', scope: 'app' }],
    [[33, 131045, 131048, 133010], { class: 'account', scope: 'number' }],
    [[132000, 132001, 132016], { class: 'ours', scope: 'template' }],
    [[100, 131008, 131009, 131051, 135000, 139002], { class: 'ours' }],
  ] as const) {
    it(`finds ${codes.join(', ')} ${Object.values(classified).join(' for the ')}`, () => {
      for (const code of codes) expect(classify(code)).to.deep.equal(classified)
    })
  }

  it('goes by the code, whatever the HTTP status', () => {
    expect(classify(130429, 403)).to.deep.equal({ class: 'throttled', scope: 'number' })
    expect(classify(190, 500)).to.deep.equal({ class: 'account', scope: 'app' })
  })

  it('takes an unknown code for the message alone, and with a 5xx for something that passes', () => {
    expect(classify(987654, 400)).to.deep.equal({ class: 'message' })
    expect(classify(987654, 503)).to.deep.equal({ class: 'transient' })
  })

  it('takes HTTP 429 without a code, or with an unknown one, for being too fast', () => {
    expect(classify(undefined, 429)).to.deep.equal({ class: 'throttled', scope: 'app' })
    expect(classify(987654, 429)).to.deep.equal({ class: 'throttled', scope: 'app' })
  })

  it('takes another refusal without a code for a wrong way to Graph', () => {
    expect(classify(undefined, 404)).to.deep.equal({ class: 'account', scope: 'app' })
  })
})

describe('GraphError', () => {
  it('says what happened and what to do', () => {
    const error = new GraphError({ httpStatus: 400, code: 131047, details: 'Too late', fbtraceId: 'Atrace' })
    expect(error).to.include({ code: 131047, class: 'message', details: 'Too late', fbtraceId: 'Atrace' })
    expect(error.message).to.equal(
      'Graph refused the request with code 131047 (Too late). The customer last wrote more than 24 hours ago: send a template.',
    )
  })

  it('advises by class where nothing better is known', () => {
    expect(new GraphError({ httpStatus: 400, code: 100 }).message).to.match(/request itself is wrong/)
    expect(new GraphError({ httpStatus: 429 }).message).to.match(/HTTP 429 .* Send more slowly/)
    expect(new GraphError({ httpStatus: 404 }).message).to.match(/check WHATSAPP_API_URL/)
  })

  it('repeats neither a phone nor a token that Meta repeats', () => {
    const token = `EAAG${'aB3dE6gH9j'.repeat(16)}`
    const details = `Malformed access token ${token}; recipient +598 99 000 001 or 59899000001 not allowed`
    const { message } = new GraphError({ httpStatus: 400, code: 190, details })
    expect(message).to.contain('Malformed access token …; recipient … or … not allowed')
  })

  it('bounds what Meta says', () => {
    expect(
      new GraphError({ httpStatus: 400, code: 100, details: 'no '.repeat(9999) }).details.length,
    ).to.equal(300)
  })
})

describe('what happens on the way', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' })

  it('is told apart by whether anything was sent, and keeps its cause', () => {
    const notSent = new NotSentError('graph.facebook.com', cause)
    expect(notSent.message).to.match(
      /^Nothing was sent.*graph\.facebook\.com.*ECONNREFUSED.*can be sent again/,
    )
    expect(notSent.cause).to.equal(cause)
    const unknown = new UnknownOutcomeError('graph.facebook.com', cause)
    expect(unknown.message).to.match(
      /^The request left.*graph\.facebook\.com.*ECONNREFUSED.*wait for a status/,
    )
    expect(unknown.cause).to.equal(cause)
  })
})
