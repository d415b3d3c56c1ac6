import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Asks a bot for the handshake as Meta does when its callback is set, again and again until it gives it, and says what
 * happened each time that is something else.
 * @param ended when not to ask any more
 */
export async function shakeHands(
  { callback, verifyToken }: { callback: string; verifyToken: string },
  ended: Promise<void>,
): Promise<void> {
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  for (let said = ''; !isOver; ) {
    const outcome = await ask(callback, verifyToken)
    if (outcome === undefined) {
      console.log('✓ The bot gave the handshake.')
      return
    }
    if (outcome !== said) console.log(`✗ No handshake yet: ${outcome}`)
    said = outcome
    await Promise.race([wait(2_000, undefined, { ref: false }), ended])
  }
}

/** @returns undefined if the bot did as it should; else what it did, a sentence */
async function ask(callback: string, verifyToken: string): Promise<string | undefined> {
  const url = new URL(callback)
  const challenge = String(randomInt(1e9))
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    const body = await answer.text()
    if (answer.status !== 200)
      return `${callback} answered ${answer.status} to GET; is its verify token ${verifyToken}?`
    if (body !== challenge)
      return `${callback} answered GET with something else than the bare challenge (hub.challenge).`
    return undefined
  } catch {
    return `nobody answers on ${callback}; start the bot.`
  }
}
