import { expect } from 'chai'
import fc from 'fast-check'
import type { InboundOther } from '../../src/whatsapp/inbound.ts'
import { readPayload } from '../../src/whatsapp/inbound.ts'
import { readNotice } from '../../src/whatsapp/notice.ts'
import { webhook } from './webhooks.ts'

const notices: Record<string, [string, string]> = {
  'template-status': ['Template recordatorio_hora (es) is PAUSED now', 'error'],
  'template-quality': ['The quality of Template recordatorio_hora (es) is YELLOW now', 'info'],
  'template-category': [
    'The category of Template recordatorio_hora (es) is MARKETING now: that is what it costs',
    'warn',
  ],
  'account-update': [
    'The business account: ACCOUNT_RESTRICTION (RESTRICTED_BIZ_INITIATED_MESSAGING)',
    'error',
  ],
  'account-alert': ['Meta alerts: OBA_REJECTED', 'error'],
  'account-review': ['The review of the business account: APPROVED', 'info'],
  'number-name': ['The display name of the number: APPROVED', 'info'],
  errors: ['Meta has trouble with the account: Business eligibility payment issue (error 131042)', 'error'],
  security: ['Security of the number: PIN_CHANGED', 'warn'],
  standby: ['It was said while another app had the talk; it is not answered', 'info'],
  'new-field': ['something_new, which is only recorded', 'info'],
}

describe('readNotice', () => {
  for (const [name, [says, level]] of Object.entries(notices)) {
    it(`says of ${name}.json: ${says}`, () => {
      const [item] = readPayload(webhook(name))
      expect(readNotice(item as InboundOther)).to.deep.equal({ says, level })
    })
  }

  it('says something of whatever comes', () => {
    const fields = fc.constantFrom(
      ...['errors', 'account_update', 'account_alerts', 'template_category_update'],
    )
    fc.assert(
      fc.property(fields, fc.anything(), (field, value) => {
        const raw = field === 'errors' ? value : { changes: [{ value }] }
        expect(readNotice({ kind: 'other', field, raw }).says).to.be.a('string')
      }),
    )
  })
})
