import { describe, expect, it } from 'vitest'
import { keepTokens, sessionTokens } from '#app/session/session-cookie.server.ts'
import { withFreshSession } from '#app/session/with-fresh-session.server.ts'

const url = 'http://patron.test/customers'
const minute = 60_000

/** A visit with a token that has so long left, to an API that answers a refresh so. */
async function visit(
  leftMs: number,
  refresh: () => Response,
  answer: (request: Request) => Response = () => new Response('page'),
) {
  const asked: unknown[] = []
  const seen: Request[] = []
  const env = {
    SESSION_COOKIE_SECRET: 's'.repeat(32),
    API: {
      fetch: async (request: Request) => {
        asked.push([new URL(request.url).pathname, await request.json()])
        return refresh()
      },
    },
  }
  const moment = (fromNowMs: number) => new Date(Date.now() + fromNowMs).toISOString()
  const tokens = {
    token: 'old',
    expiresAt: moment(leftMs),
    refreshToken: 'ref_old',
    refreshTokenExpiresAt: moment(14 * 24 * 60 * minute),
  }
  const kept = (await keepTokens(tokens, new Request(url), env)).split(';')[0] ?? ''
  const request = new Request(url, { headers: { Cookie: `theme=dark; ${kept}` } })
  const response = await withFreshSession(request, env, (passed) => {
    seen.push(passed)
    return answer(passed)
  })
  const [passed] = seen
  if (passed === undefined || seen.length > 1) throw new Error('the page was not asked once')
  const setCookies = response.headers.getSetCookie()
  return { env, asked, passed, response, setCookies, token: (await sessionTokens(passed, env))?.token }
}

const renewed = () =>
  Response.json({
    token: 'new',
    expiresAt: '2030-01-01T00:15:00.000Z',
    refreshToken: 'ref_new',
    refreshTokenExpiresAt: '2030-01-15T00:00:00.000Z',
  })
const refused = () =>
  Response.json(
    { type: 'x', title: 'x', status: 401, code: 'unauthenticated', requestId: 'req_1' },
    { status: 401 },
  )

describe('withFreshSession', () => {
  it('leaves a token alone that is good for a while', async () => {
    const { asked, token, setCookies } = await visit(5 * minute, renewed)
    expect([asked, token, setCookies]).toEqual([[], 'old', []])
  })

  it.each([
    ['is about to end', minute / 2],
    ['has ended', -minute],
  ])('renews one that %s, once, for the page and for the browser', async (_, leftMs) => {
    const { asked, token, setCookies, response, env, passed } = await visit(leftMs, renewed)
    expect(asked).toEqual([['/v1/sessions/refresh', { refreshToken: 'ref_old' }]])
    expect(token).toBe('new')
    expect(passed.headers.get('Cookie')).toContain('theme=dark; ')
    expect(await response.text()).toBe('page')
    const next = new Request(url, { headers: { Cookie: setCookies[0]?.split(';')[0] ?? '' } })
    expect((await sessionTokens(next, env))?.refreshToken).toBe('ref_new')
  })

  it('forgets a session that is over', async () => {
    const { token, setCookies } = await visit(0, refused)
    expect(token).toBeUndefined()
    expect(setCookies).toHaveLength(1)
    expect(setCookies[0]).toContain('Expires=Thu, 01 Jan 1970')
  })

  it('goes on with what there is while the API is away', async () => {
    const { token, setCookies } = await visit(0, () => new Response('bad gateway', { status: 502 }))
    expect([token, setCookies]).toEqual(['old', []])
  })

  it('lets an answer that sets the cookie itself have its way', async () => {
    const signOut = () =>
      new Response(null, { status: 302, headers: { 'Set-Cookie': 'patron_session=; Path=/' } })
    const { setCookies } = await visit(0, renewed, signOut)
    expect(setCookies).toEqual(['patron_session=; Path=/'])
  })
})
