import { describe, expect, it } from 'vitest'
import { keepTokens, sessionCookie, sessionToken, sessionTokens } from '#app/session/session-cookie.server.ts'

const env = {
  API: { fetch: () => Promise.reject(new Error('not called')) },
  SESSION_COOKIE_SECRET: 's'.repeat(32),
}
const tokens = {
  token: 'tok_1',
  expiresAt: '2026-11-21T10:15:00.000Z',
  refreshToken: 'ref_1',
  refreshTokenExpiresAt: '2026-12-05T10:00:00.000Z',
}

function setCookie(url: string, secret = env.SESSION_COOKIE_SECRET): Promise<string> {
  return keepTokens(tokens, new Request(url), { ...env, SESSION_COOKIE_SECRET: secret })
}

function requestWith(cookie: string): Request {
  return new Request('http://patron.test/', { headers: { Cookie: cookie } })
}

describe('the session cookie', () => {
  it('is out of reach of scripts and of other sites, and on https needs https', async () => {
    const plain = await setCookie('http://patron.test/')
    expect(plain).toContain('HttpOnly')
    expect(plain).toContain('SameSite=Lax')
    expect(plain).not.toContain('Secure')
    const secure = await setCookie('https://patron.test/')
    expect(secure).toMatch(/^__Host-patron_session=/)
    expect(secure).toContain('; Path=/')
    expect(secure).toContain('Secure')
    expect(secure).not.toContain('Domain')
  })

  it('gives the tokens back, for as long as they can be renewed', async () => {
    const whole = await setCookie('http://patron.test/')
    expect(whole).toContain('Expires=Sat, 05 Dec 2026 10:00:00 GMT')
    const cookie = whole.split(';')[0] ?? ''
    expect(await sessionToken(requestWith(cookie), env)).toBe('tok_1')
    expect(await sessionTokens(requestWith(cookie), env)).toEqual(tokens)
  })

  it('gives nothing when somebody else signed it', async () => {
    const cookie = (await setCookie('http://patron.test/', 'x'.repeat(32))).split(';')[0] ?? ''
    expect(await sessionToken(requestWith(cookie), env)).toBeUndefined()
    expect(await sessionToken(requestWith('patron_session=e30%3D.AAAA'), env)).toBeUndefined()
  })

  it('refuses to work with a secret that could be guessed', () => {
    expect(() => sessionCookie(requestWith(''), { ...env, SESSION_COOKIE_SECRET: 'short' })).toThrow(
      'SESSION_COOKIE_SECRET',
    )
  })
})
