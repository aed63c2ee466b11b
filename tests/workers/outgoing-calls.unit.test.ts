import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BadServer, startBadServer } from '#tests/support/bad-server.ts'
import { vendorCall } from '#workers/call-vendor.ts'
import { askIssuer } from '#workers/credentials/ask-issuer.ts'
import type { Env } from '#workers/env.ts'

const development = { ENVIRONMENT: 'development' } as const
let server: BadServer

beforeAll(async () => {
  server = await startBadServer()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.seen.length = 0
})

/** Time runs out sooner than it does in earnest. */
function hurry(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200))
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: Error) => `${error.name}: ${error.message}`,
  )

describe('a vendor', () => {
  const ask = (path: string, env: Pick<Env, 'ENVIRONMENT'> = development, baseUrl = server.url) =>
    vendorCall(
      { baseUrl, headers: { authorization: 'Bearer secret' } },
      env,
    )({ method: 'GET', path, headers: {}, body: null })

  it('that answers too much is left', async () => {
    expect(await outcome(ask('/endless'))).toBe('Error: a vendor answered with more than 10000000 bytes')
  })

  it.each(['/silent', '/stuck'])('that is slow is left: %s', async (path) => {
    hurry()
    expect(await outcome(ask(path))).toMatch(/^(?:TimeoutError|AbortError): /)
  })

  it('leads nowhere else: neither by a redirect nor by a path', async () => {
    expect((await ask('/away')).status).toBe(302)
    expect(await outcome(ask('.evil.example/answer'))).toMatch(/^Error: a vendor's address /)
    expect(server.seen).toEqual(['/away'])
  })

  it('on this machine is not called in production', async () => {
    expect(await outcome(ask('/answer', { ENVIRONMENT: 'production' }))).toMatch(
      /^Error: a vendor's address must/,
    )
    expect(server.seen).toEqual([])
  })
})

describe('an identity provider', () => {
  it.each(['/endless', '/silent', '/stuck', '/away'])(
    'that answers badly gives nothing: %s',
    async (path) => {
      hurry()
      expect(await askIssuer(`${server.url}${path}`, development)).toBeUndefined()
      expect(server.seen).toEqual([path])
    },
  )

  it('is asked, and not on this machine in production', async () => {
    expect(await askIssuer(`${server.url}/answer`, development)).toEqual({ is: 'good' })
    expect(await askIssuer(`${server.url}/answer`, { ENVIRONMENT: 'production' })).toBeUndefined()
    expect(server.seen).toEqual(['/answer'])
  })
})
