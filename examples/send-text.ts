/**
 * Sends a first message, once API Setup has given a number and a token:
 *
 *     node --import tsx --env-file=.env examples/send-text.ts 59899123456
 *
 * A text reaches only a phone that wrote to the number in the last 24 hours.
 */
import { WhatsAppClient } from 'chasqui/whatsapp'

const { WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_API_URL } = process.env
const [to] = process.argv.slice(2)

if (!to || !WHATSAPP_ACCESS_TOKEN || !WHATSAPP_PHONE_NUMBER_ID) {
  console.error('Set WHATSAPP_ACCESS_TOKEN and WHATSAPP_PHONE_NUMBER_ID, and give the phone to write to.')
  process.exit(2)
}

const client = new WhatsAppClient({
  accessToken: WHATSAPP_ACCESS_TOKEN,
  phoneNumberId: WHATSAPP_PHONE_NUMBER_ID,
  ...(WHATSAPP_API_URL && { apiUrl: WHATSAPP_API_URL }),
})

try {
  const { wamid } = await client.sendText(to, 'Hola desde Torke!')
  console.log(wamid)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
