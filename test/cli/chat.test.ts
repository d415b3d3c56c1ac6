import { expect } from 'chai'
import { holidaysOn } from '../../src/agenda/holidays.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, pointingTo, run } from './run.ts'

describe('chasqui chat', () => {
  it('talks to a bot of its own where no server runs, and shows what can be tapped with a number', async () => {
    const { code, stdout, stderr } = await run(['chat'], { input: 'Hola\n2\n', environment: nobodysPort })

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.equal(`> Hola
¡Hola! Soy el asistente de Taller Torke. ¿En qué te ayudo?
  1. Agendar hora
  2. Mis horas
  3. Hablar con alguien
> 2
No tenés horas agendadas. Si querés una, escribime «agendar».
  1. Agendar hora
> 
`)
  })

  it('talks through the running sandbox, as the customer of that phone', async () => {
    const sandbox = await startSandbox()

    const { stdout } = await run(['chat', '--phone', '+598 99 111 222'], {
      input: 'Hola\n1\n',
      environment: pointingTo(sandbox.url),
    })
    const { messages } = await sandbox.get<{ messages: { from: string; type: string; text: string }[] }>(
      '/sandbox/customers/59899111222/messages',
    )

    expect(stdout).to.contain('  1. Cambio de aceite — Aceite y filtro.')
    expect(
      messages.filter(({ from }) => from === 'customer').map(({ type, text }) => `${type}: ${text}`),
    ).to.deep.equal(['text: Hola', 'interactive: Agendar hora'])
  })

  it('shows what was said before when it is taken up again', async () => {
    const sandbox = await startSandbox()
    const environment = pointingTo(sandbox.url)
    await run(['chat'], { input: 'Hola\n', environment })

    const { stdout } = await run(['chat'], { input: '2\n', environment })

    expect(stdout).to.contain('> Hola\n¡Hola! Soy el asistente')
    expect(stdout).to.contain('No tenés horas agendadas')
  })

  it('sends a voice note and moves the clock on', async () => {
    const { words, days } = workingDay()
    const input = `agendar\nfrenos\n${words} a las 15\nGol SBA 1234\nsi\n/send audio\n/later P${days}D\n`

    const { stdout } = await run(['chat'], { input, environment: nobodysPort })

    expect(stdout).to.contain('Se lo dejo anotado al taller para tu hora')
    expect(stdout.slice(stdout.indexOf('/later'))).to.contain('Te recordamos tu hora en Taller Torke')
  })

  it('says what the sandbox does not take, and goes on', async () => {
    const { code, stdout, stderr } = await run(['chat'], {
      input: '/later soon\n/send love\nHola\n',
      environment: nobodysPort,
    })

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.contain('ISO 8601 duration')
    expect(stdout).to.contain('¡Hola! Soy el asistente')
  })
})

/** One that is so far ahead that its reminder is too, and how many days. */
function workingDay(): { words: string; days: number } {
  for (let days = 3; ; days++) {
    const at = new Date(Date.now() + days * 86_400_000)
    const date = at.toLocaleDateString('sv', { timeZone: 'America/Montevideo' })
    const isShort = holidaysOn(date).length > 0 || /-12-(24|31)$/.test(date)
    if (isShort || [0, 6].includes(new Date(date).getUTCDay())) continue
    const words = at.toLocaleDateString('es', {
      timeZone: 'America/Montevideo',
      day: 'numeric',
      month: 'long',
    })
    return { words: `el ${words}`, days }
  }
}
