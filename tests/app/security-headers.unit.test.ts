import { expect, it } from 'vitest'
import { securityHeaders } from '#app/security-headers.ts'

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
