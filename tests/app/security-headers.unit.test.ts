import { expect, it } from 'vitest'
import { securityHeaders, withSecurityHeaders } from '#app/security-headers.ts'

it('lets only this answer’s own scripts run and nobody frame the page', () => {
  const policy = securityHeaders('abc', false)['Content-Security-Policy']
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' 'nonce-abc'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

it('keeps pages that show customers out of caches', () => {
  expect(securityHeaders('abc', false)['Cache-Control']).toBe('private, no-store')
})

it('lets no other page hold on to the window of one of ours', () => {
  expect(securityHeaders('abc', false)['Cross-Origin-Opener-Policy']).toBe('same-origin')
})

it.each([
  ['https://dashboard.patron.test/customers', 'max-age=63072000; includeSubDomains'],
  ['http://127.0.0.1:8788/customers', null],
])('is remembered as encrypted only where it is: %s', (url, expected) => {
  const { headers } = withSecurityHeaders(new Response('page'), url)
  expect(headers.get('Strict-Transport-Security')).toBe(expected)
})

it.each([
  ['a redirect', new Response(null, { status: 302, headers: { Location: '/login' } })],
  // A redirect made so cannot be changed.
  ['a redirect of the platform', Response.redirect('http://patron.test/login', 302)],
  ['a refusal', new Response('no', { status: 403 })],
  ['data', Response.json({ name: 'Ann' })],
  ['an answer without a body', new Response(null, { status: 204 })],
])('hardens what is no page as well: %s', async (_, response) => {
  const text = await response.clone().text()
  const hardened = withSecurityHeaders(response, 'http://patron.test/customers.data')
  expect(Object.fromEntries(hardened.headers)).toEqual({
    ...Object.fromEntries(response.headers),
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  expect([hardened.status, await hardened.text()]).toEqual([response.status, text])
})

it('keeps what an answer says itself, and every cookie it sets', () => {
  const headers = new Headers(securityHeaders('abc', false))
  headers.append('Set-Cookie', 'a=1')
  headers.append('Set-Cookie', 'b=2')
  const hardened = withSecurityHeaders(new Response('page', { headers }), 'http://patron.test/')
  expect(hardened.headers.get('Content-Security-Policy')).toContain("'nonce-abc'")
  expect(hardened.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
})
