import { describe, expect, it } from 'vitest'
import { forwardToApi } from '#app/api/forward-to-api.server.ts'
import { keepTokens } from '#app/session/session-cookie.server.ts'

const SESSION_COOKIE_SECRET = 's'.repeat(32)

/** Forwards one request of a signed-in browser and gives back what the API got. */
async function forwarded(path: string, init: RequestInit = {}): Promise<Request> {
  const got: Request[] = []
  const env = {
    SESSION_COOKIE_SECRET,
    API: {
      fetch: async (request: Request) => {
        got.push(request)
        return new Response()
      },
    },
  }
  const request = new Request(`http://patron.test${path}`, init)
  const later = new Date(Date.now() + 900_000).toISOString()
  const tokens = { token: 'tok_1', expiresAt: later, refreshToken: 'ref_1', refreshTokenExpiresAt: later }
  request.headers.set('Cookie', (await keepTokens(tokens, request, env)).split(';')[0] ?? '')
  await forwardToApi(request, env)
  const [first] = got
  if (first === undefined) throw new Error('nothing was forwarded')
  return first
}

describe('forwardToApi', () => {
  it('adds the session’s token to a GET and keeps the cookie to itself', async () => {
    const got = await forwarded('/v1/imports/imp_1/rejects.csv')
    expect(got.url).toBe('http://patron.test/v1/imports/imp_1/rejects.csv')
    expect(got.headers.get('Authorization')).toBe('Bearer tok_1')
    expect(got.headers.get('Cookie')).toBeNull()
  })

  it('never acts for the person in a POST', async () => {
    const got = await forwarded('/v1/batch', { method: 'POST', body: '{}' })
    expect(got.headers.get('Authorization')).toBeNull()
    expect(await got.text()).toBe('{}')
  })

  it('does not let another site’s page listen with the person’s token', async () => {
    const got = await forwarded('/v1/live', { headers: { Origin: 'https://evil.example' } })
    expect(got.headers.get('Authorization')).toBeNull()
  })

  it('leaves a caller’s own key alone', async () => {
    const got = await forwarded('/v1/customers', { headers: { Authorization: 'Bearer key' } })
    expect(got.headers.get('Authorization')).toBe('Bearer key')
  })
})
