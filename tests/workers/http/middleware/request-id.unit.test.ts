import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { ApiEnv } from '#workers/http/api-env.ts'
import { requestId } from '#workers/http/middleware/request-id.ts'

const app = new Hono<ApiEnv>()
  .use(requestId)
  .get('/data', (context) => context.json({ isData: true }))
  .get('/page', (context) =>
    context.html('<p>', 200, { 'content-security-policy': 'own', 'cache-control': 'own' }),
  )

it.each([
  ['https://api.patron.test/data', 'max-age=63072000; includeSubDomains'],
  ['http://127.0.0.1:8787/data', null],
])('is remembered as encrypted only where it is: %s', async (url, expected) => {
  const { headers } = await app.request(url)
  expect(headers.get('strict-transport-security')).toBe(expected)
})

it('lets an answer run nothing, move no address and stand in no frame', async () => {
  const { headers } = await app.request('http://api.patron.test/data')
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/),
  })
})

it('leaves the policy that a page brings itself', async () => {
  const { headers } = await app.request('http://api.patron.test/page')
  expect([headers.get('content-security-policy'), headers.get('cache-control')]).toEqual(['own', 'own'])
})
