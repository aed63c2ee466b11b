import { randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepTokens, sessionTokens } from '#app/session/session-cookie.server.ts'
import { localVars } from '#scripts/local-vars.ts'
import { demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { signIn } from '#tests/support/callers.ts'
import { goodClaims, ownToken } from '#tests/support/hostile-tokens.ts'
import { type LocalIssuer, startLocalIssuer } from '#tests/support/local-issuer.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { newRefreshToken } from '#workers/credentials/refresh-token.ts'

const env = { ...localVars, API: { fetch: () => Promise.reject(new Error('not called')) } }
let platform: TestPlatform
let issuer: LocalIssuer
let dashboardUrl: string

beforeAll(async () => {
  issuer = await startLocalIssuer()
  platform = await startTestPlatform({ withDashboard: true })
  dashboardUrl = platform.dashboardUrl ?? ''
})
afterAll(async () => {
  await platform?.remove()
  await issuer?.stop()
})

/** The cookie of a browser whose access token ends in half a minute. */
async function cookieAboutToEnd(): Promise<string> {
  const [person] = await signIn(await platform.database(), [{ tenantId: demoTenantId, role: 'manager' }])
  if (person === undefined) throw new Error('nobody signed in')
  const { userId: sub, sessionId: sid, role } = person
  const claims = goodClaims({ sub, sid, role, tid: demoTenantId })
  const soon = new Date(Date.now() + 30_000).toISOString()
  const tokens = {
    token: await ownToken({ ...claims, exp: Math.floor(Date.parse(soon) / 1000) }),
    expiresAt: soon,
    refreshToken: await newRefreshToken({ sessionId: sid, count: 0 }, localVars),
    refreshTokenExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  return cookieOf(await keepTokens(tokens, new Request(dashboardUrl), env))
}

function cookieOf(setCookie: string | undefined): string {
  return setCookie?.split(';')[0] ?? ''
}

function visit(path: string, cookie: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${dashboardUrl}${path}`, { headers: { ...headers, Cookie: cookie }, redirect: 'manual' })
}

describe('a token that is about to end', () => {
  it('is renewed before the page, whose loaders all use the new one, and in parallel tabs', async () => {
    const cookie = await cookieAboutToEnd()
    const pages = await Promise.all(['/', '/customers', '/'].map((path) => visit(path, cookie)))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
    const renewed = await Promise.all(
      pages.map((page) => {
        const [setCookie] = page.headers.getSetCookie()
        return sessionTokens(new Request(dashboardUrl, { headers: { Cookie: cookieOf(setCookie) } }), env)
      }),
    )
    expect(new Set(renewed.map((tokens) => tokens?.refreshToken)).size).toBe(1)
    const left = Date.parse(renewed[0]?.expiresAt ?? '') - Date.now()
    expect(left).toBeGreaterThan(14 * 60_000)
    const next = await visit('/customers', cookieOf(pages[0]?.headers.getSetCookie()[0]))
    expect([next.status, next.headers.getSetCookie()]).toEqual([200, []])
  })

  it('is renewed for what is passed on to the API, a WebSocket too', async () => {
    const answer = await visit('/v1/customers', await cookieAboutToEnd())
    expect([answer.status, answer.headers.getSetCookie().length]).toEqual([200, 1])
    const cookie = await cookieAboutToEnd()
    const upgrade = await new Promise<{ status: number | undefined; setCookie: string[] }>(
      (resolve, reject) => {
        const headers = {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
          Cookie: cookie,
        }
        const sent = httpRequest(`${dashboardUrl}/v1/live`, { headers })
        const settle = ({ statusCode, headers: answered }: IncomingMessage) =>
          resolve({ status: statusCode, setCookie: answered['set-cookie'] ?? [] })
        sent.on('upgrade', (response, socket) => {
          socket.destroy()
          settle(response)
        })
        sent.on('response', settle)
        sent.on('error', reject)
        sent.end()
      },
    )
    expect([upgrade.status, upgrade.setCookie.length]).toEqual([101, 1])
  })

  it('of a session that is over leads to sign-in and is forgotten', async () => {
    const cookie = await cookieAboutToEnd()
    await (await platform.database())
      .prepare("update user_session set revoked_at = 1, revoked_because = 'ended'")
      .run()
    const page = await visit('/customers', cookie)
    expect([page.status, page.headers.get('Location')]).toEqual([302, '/login?next=%2Fcustomers'])
    expect(page.headers.getSetCookie()[0]).toContain('Expires=Thu, 01 Jan 1970')
  })
})

describe('signing in through a provider', () => {
  it('leads there and back to the page that was wanted', async () => {
    const settings = {
      issuer: issuer.url,
      clientId: issuer.clientId,
      clientSecret: issuer.clientSecret,
      emailDomains: ['acme.example'],
      newUserRole: 'analyst',
    }
    const put = await platform.api('/v1/tenant/identity-provider', {
      method: 'PUT',
      body: JSON.stringify(settings),
      headers: { 'content-type': 'application/json' },
    })
    expect(put.status).toBe(200)
    const page = await (await visit(`/login?shop=${demoTenantId}&next=%2Fcustomers`, '')).text()
    const link = /href="(\/login\/provider\?[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const lured = await visit(link, '', { 'Sec-Fetch-Site': 'cross-site' })
    expect(lured.headers.get('Location')).toBe(`/login?shop=${demoTenantId}`)
    expect(lured.headers.getSetCookie().join()).not.toContain('patron_sign_in=')
    expect((await visit(link, '')).headers.get('Location')).toContain(issuer.url)
    const leaving = await visit(link, '', { 'Sec-Fetch-Site': 'same-origin' })
    const flowCookie = leaving.headers.getSetCookie()[0] ?? ''
    expect(flowCookie).toMatch(/HttpOnly.*SameSite=Lax/)
    const person = { email: 'ann@acme.example', email_verified: true }
    const { code, state } = await issuer.authorize(leaving.headers.get('Location') ?? '', person)
    const back = `/login/provider?${new URLSearchParams({ code, state })}`
    const elsewhere = await visit(back, '')
    expect(elsewhere.headers.get('Location')).toBe('/login')
    const told = await visit('/login', cookieOf(elsewhere.headers.getSetCookie()[0]))
    expect(await told.text()).toContain('The identity provider did not sign you in.')
    expect(told.headers.getSetCookie()[0]).toMatch(/^patron_sign_in_reason=.*Max-Age=0/)
    expect(await (await visit('/login?reason=Call+this+number', '')).text()).not.toContain('Call this number')
    const arrived = await visit(back, cookieOf(flowCookie), { 'Sec-Fetch-Site': 'cross-site' })
    expect([arrived.status, arrived.headers.get('Location')]).toEqual([302, '/customers'])
    const session = arrived.headers.getSetCookie().find((each) => each.startsWith('patron_session='))
    expect((await visit('/customers', cookieOf(session))).status).toBe(200)
  })
})
