import { describe, expect, it } from 'vitest'
import { sessionCookie, sessionToken } from '#app/session/session-cookie.server.ts'

const env = {
  API: { fetch: () => Promise.reject(new Error('not called')) },
  SESSION_COOKIE_SECRET: 's'.repeat(32),
}

async function setCookie(url: string, secret = env.SESSION_COOKIE_SECRET): Promise<string> {
  const storage = sessionCookie(new Request(url), { ...env, SESSION_COOKIE_SECRET: secret })
  const session = await storage.getSession()
  session.set('token', 'tok_1')
  return storage.commitSession(session)
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
    expect(await setCookie('https://patron.test/')).toContain('Secure')
  })

  it('gives the token back', async () => {
    const cookie = (await setCookie('http://patron.test/')).split(';')[0] ?? ''
    expect(await sessionToken(requestWith(cookie), env)).toBe('tok_1')
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
