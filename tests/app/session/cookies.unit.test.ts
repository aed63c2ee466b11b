import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signInFlowCookie, signInReasonCookie } from '#app/session/sign-in-flow-cookie.server.ts'
import { readTheme, writeTheme } from '#app/theme/theme-cookie.server.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'

const setCookies: Readonly<Record<string, (request: Request) => Promise<string>>> = {
  theme: (request) => writeTheme('dark', request),
  'sign-in flow': (request) => signInFlowCookie(request).serialize({ flow: 'x' }),
  'reason of a refusal': (request) => signInReasonCookie(request).serialize('x'),
}

/** What RFC 6265bis, 4.1.3, asks of a name that begins so. */
function isAsItsPrefixAsks(setCookie: string): boolean {
  const attributes = setCookie.split(';').map((part) => part.trim().toLowerCase())
  const isSecure = attributes.includes('secure')
  if (setCookie.startsWith('__Host-')) {
    return isSecure && attributes.includes('path=/') && !attributes.some((each) => each.startsWith('domain'))
  }
  return setCookie.startsWith('__Secure-') && isSecure
}

describe.each(Object.entries(setCookies))('the cookie of the %s', (_, setCookie) => {
  it('has on https a name that no other host, and no page without https, can set', async () => {
    expect(await setCookie(new Request('https://patron.test/'))).toSatisfy(isAsItsPrefixAsks)
  })

  it('is set on a laptop without encryption all the same', async () => {
    const plain = await setCookie(new Request('http://127.0.0.1:8788/'))
    expect(plain).toMatch(/^patron_/)
    expect(plain).not.toContain('Secure')
  })

  it('is out of reach of scripts and of other sites', async () => {
    const secure = await setCookie(new Request('https://patron.test/'))
    expect(secure).toMatch(/HttpOnly/)
    expect(secure).toMatch(/SameSite=Lax/)
  })
})

it('the theme is read from where it was written', async () => {
  const written = await writeTheme('dark', new Request('https://patron.test/'))
  const headers = { Cookie: written.split(';')[0] ?? '' }
  expect(await readTheme(new Request('https://patron.test/', { headers }))).toBe('dark')
})

it('no other place of the dashboard makes cookies', () => {
  const folder = join(repositoryRoot, 'app')
  const makers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /createCookie\w*[<(]/.test(readFileSync(join(folder, file), 'utf8')))
  expect(makers.sort()).toEqual([
    'session/session-cookie.server.ts',
    'session/sign-in-flow-cookie.server.ts',
    'theme/theme-cookie.server.ts',
  ])
})
