import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { fastestOf } from '#tests/support/fastest-of.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const patienceMs = 2_000

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const qrCode = (parts: object = {}) =>
  JSON.stringify({ label: 'Poster', targetUrl: 'https://shop.example', ...parts })
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const track = (body: BodyInit) => ({ method: 'POST', path: '/v1/track', body })
const newQrCode = (body: BodyInit) => ({ method: 'POST', path: '/v1/qr-codes', body })
const get = (path: string) => ({ method: 'GET', path })

interface Hostile {
  readonly method: string
  readonly path: string
  readonly body?: BodyInit
  readonly headers?: Record<string, string>
}

/** What is sent, and how it must be answered. What has a test of its own is not here again: see docs/reference/security.md. */
const inputs: readonly (readonly [string, Hostile, readonly number[]])[] = [
  ['a body that is empty', newQrCode(''), [400, 422]],
  ['null for an object', newQrCode('null'), [422]],
  ['a list for an object', newQrCode('[]'), [422]],
  ['half of a body', newQrCode('{"label":'), [400]],
  ['a body that is no UTF-8', newQrCode(Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])), [400, 422]],
  ['a name twice', newQrCode('{"label":"a","label":"b","targetUrl":"https://shop.example"}'), [400]],
  ['__proto__', newQrCode(qrCode().replace('{', '{"__proto__":{"isActive":false},')), [400]],
  ['constructor.prototype', newQrCode(qrCode({ constructor: { prototype: { x: 1 } } })), [400]],
  ['nesting of 33', newQrCode(qrCode({ label: JSON.parse(nested(33)) })), [400]],
  ['nesting of 10,000', newQrCode(nested(10_000)), [400]],
  ['nesting of 10,000 at a door', track(nested(10_000)), [400, 401]],
  ['a million elements', newQrCode(`[${'1,'.repeat(400_000)}1]`), [400, 413, 422]],
  ['a body over the limit', newQrCode(qrCode({ label: 'x'.repeat(1_100_000) })), [413]],
  ['a gzip bomb', newQrCode(gzipSync(Buffer.alloc(50_000_000, 0x20))), [400, 413]],
  ['a gzip bomb at a door', track(gzipSync(Buffer.alloc(50_000_000, 0x20))), [413]],
  ['fields that nobody may set', newQrCode(qrCode({ scanCount: 9, createdBy: 'x' })), [422]],
  ['the tenant of somebody else', newQrCode(qrCode({ tenantId: 'other' })), [422]],
  ['markup for an address', newQrCode(qrCode({ targetUrl: 'javascript:alert(1)' })), [422]],
  ['a way out of the folder', get('/v1/customers/..%2f..%2fadmin'), [404]],
  ['a way out, written twice', get('/v1/customers/%252e%252e%252fadmin'), [404]],
  ['a null byte', get('/v1/customers/%00'), [404]],
  ['half of a character', get('/v1/customers/%ed%a0%80'), [404]],
  ['SQL for an id', get("/v1/customers/'%20or%201=1--"), [404]],
  ['a page of a billion', get('/v1/customers?limit=1000000000'), [422]],
  ['a page of minus one', get('/v1/customers?limit=-1'), [422]],
  ['a forged cursor', get('/v1/customers?cursor=eyJ2YWx1ZSI6e319'), [422]],
  ['a cursor that is none', get('/v1/customers?cursor=%00%00'), [422]],
  ['sorting by what is not listed', get('/v1/customers?sort=password_hash'), [422]],
  ['a filter that is not known', get('/v1/customers?role=owner'), [422]],
  [
    'SQL in a search',
    get(`/v1/customers?query=${encodeURIComponent("'; DROP TABLE customer_profile; --")}`),
    [200],
  ],
  ['only wildcards in a search', get(`/v1/customers?query=${'%25'.repeat(60)}`), [200]],
  ['a search of 201 characters', get(`/v1/customers?query=${'x'.repeat(201)}`), [422]],
  ['an identifier of a strange kind', get('/v1/customers?identifier=__proto__:x'), [422]],
  ['an e-mail of 5,000 characters', get(`/v1/customers?identifier=email:${'a@'.repeat(2_500)}`), [200, 422]],
  ['a telephone of 5,000 digits', get(`/v1/customers?identifier=phone:${'1'.repeat(5_000)}`), [200, 422]],
  [
    'another method by a header',
    { ...get('/v1/qr-codes'), headers: { 'x-http-method-override': 'DELETE' } },
    [200],
  ],
  ['a method that is not taken', { method: 'PUT', path: '/v1/customers' }, [405]],
  [
    'a question from another page',
    { method: 'OPTIONS', path: '/v1/customers', headers: { origin: 'https://evil.example' } },
    [404, 405],
  ],
  ['a field twice in the query', get('/v1/customers?limit=1&limit=200'), [422]],
  ['a field twice in the query, once empty', get('/v1/customers?limit=&limit=5'), [422]],
  ['the same field twice with the same value', get('/v1/qr-codes?limit=5&limit=5'), [422]],
  ['a list for a field of the query', get('/v1/customers?limit[]=5'), [422]],
  ['a version that is not there', get('/v2/customers'), [404]],
  [
    'a token of 9 KB',
    { ...get('/v1/customers'), headers: { authorization: `Bearer a.${'b'.repeat(9_000)}.c` } },
    [401],
  ],
  [
    'a bearer that is a key and more',
    { ...get('/v1/customers'), headers: { authorization: `Bearer ${demoCredentials.apiKey} x` } },
    [401],
  ],
  [
    'a form for JSON',
    { ...newQrCode('label=x'), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    [415],
  ],
  ['XML for JSON', { ...newQrCode('<a/>'), headers: { 'content-type': 'application/xml' } }, [415]],
  [
    'a WebSocket without a credential',
    { ...get('/v1/live'), headers: { authorization: 'Bearer none' } },
    [401],
  ],
]

it.each(inputs)(
  '%s is answered as it should be',
  async (_, { method, path, body, headers = {} }, statuses) => {
    const ask = async () => {
      const beganMs = performance.now()
      const response = await platform.api(path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body }),
      })
      return { response, text: await response.text(), ms: performance.now() - beganMs }
    }
    const { response, text, ms } = await ask()
    expect(statuses, text.slice(0, 500)).toContain(response.status)
    if (ms > patienceMs)
      expect(await fastestOf(2, patienceMs, async () => (await ask()).ms)).toBeLessThan(patienceMs)
    expect(response.headers.get('access-control-allow-origin')).toBe(
      path === '/v1/track' && response.status !== 403 ? '*' : null,
    )
    // Nothing of how it is made, and nothing secret.
    expect(text).not.toMatch(/node_modules|\.ts:\d|SQLITE|D1_ERROR|demo-api-key|at Object\./)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  },
)

/** Speaks HTTP by hand: what clients refuse to send, somebody else's will. */
async function raw(method: string, path: string): Promise<{ status: number; head: string; text: string }> {
  const { hostname, port } = new URL(platform.apiUrl)
  const socket = connect(Number(port), hostname)
  const secret = 'Bearer of-somebody-else'
  socket.end(
    `${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: ${secret}\r\nConnection: close\r\n\r\n`,
  )
  let text = ''
  for await (const part of socket) text += String(part)
  const [head = ''] = text.split('\r\n\r\n', 1)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), head, text }
}

it.each(['TRACE', 'TRACK', 'PROPFIND', 'DEBUG', 'get', 'GETS'])(
  'the odd method %s is refused, and nothing sent comes back',
  async (method) => {
    for (const path of ['/v1/customers', '/v1/track', '/v1/sessions', '/']) {
      const { status, text } = await raw(method, path)
      expect([method, path, [400, 404, 405, 501].includes(status), status]).toEqual([
        method,
        path,
        true,
        status,
      ])
      expect(text).not.toContain('of-somebody-else')
      expect(text).not.toMatch(/message\/http/i)
    }
  },
)

it('left nothing behind, and the language as it was', async () => {
  expect((await platform.get<{ total: number }>('/v1/qr-codes')).total).toBe(0)
  expect(({} as Record<string, unknown>).isActive).toBeUndefined()
  expect(await platform.settled()).toMatchObject({ accepted: 0 })
})
