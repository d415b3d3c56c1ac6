const [state, reasons, next] = ['state', 'reasons', 'next'].map((id) => document.getElementById(id))

async function show() {
  const answer = await fetch('/readyz').catch(() => undefined)
  const { status, reasons: why = [] } = (await answer?.json().catch(() => undefined)) ?? {}
  reasons.replaceChildren(
    ...why.map((each) => Object.assign(document.createElement('li'), { textContent: each })),
  )
  if (status === 'ready') {
    state.textContent = 'En marcha: recibe y responde mensajes.'
    next.textContent = 'Lo que sigue: escribile al número del taller desde otro teléfono y mirá que responda.'
  } else if (status) {
    state.textContent = 'Todavía no puede responder:'
    next.textContent =
      'Lo que sigue: completá .env, reiniciá, y corré «npx chasqui doctor» para ver qué falta.'
  } else {
    state.textContent = 'El servidor no responde.'
    next.textContent = ''
  }
}

await show()
setInterval(show, 10_000)
