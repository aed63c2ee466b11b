import { expect, it, vi } from 'vitest'
import { newApi } from '#workers/http/api.ts'
import { registerOpenQrCode } from '#workers/http/routes/qr-codes/open-qr-code.ts'

it('shows a plain page while codes cannot be looked up, and says why in the log alone', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const api = newApi()
  registerOpenQrCode(api)
  const away = () => {
    throw new Error('the database is away')
  }
  const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
  const env = { DB: { prepare: away, batch: away } }
  const response = await api.request('/q/k3v9x2m8', {}, env as never, context as never)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  expect(response.headers.get('content-type')).toContain('text/html')
  const text = await response.text()
  expect(text).toContain('scan the code again')
  expect(text).not.toContain('database')
  expect(JSON.parse(String(said.mock.calls[0]?.[0]))).toMatchObject({
    level: 'error',
    qrCode: 'k3v9x2m8',
    error: expect.stringContaining('the database is away'),
  })
  said.mockRestore()
})
