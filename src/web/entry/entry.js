const form = document.querySelector('form')
const alert = document.querySelector('[role=alert]')

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const token = new FormData(form).get('token')
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => undefined)
  if (answer?.ok) location.reload()
  else
    alert.textContent = answer
      ? 'Ese token no es de este servidor.'
      : 'El servidor no responde. Probá de nuevo.'
})
