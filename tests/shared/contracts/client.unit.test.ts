import { describe, expect, it } from 'vitest'
import { patronClient } from '#shared/contracts/client.ts'

const importView = {
  id: 'imp_1',
  fileName: 'orders.csv',
  state: 'awaiting-mapping',
  createdAt: '2026-11-21T10:00:00.000Z',
  finishedAt: null,
  byteCount: 3,
  progressRate: 0,
  rowCount: 0,
  rejectedRowCount: 0,
  orderCount: 0,
  acceptedEventCount: 0,
  duplicateEventCount: 0,
  failure: null,
  rejectReasons: [],
  columns: ['a'],
  sampleRows: [],
  mapping: null,
}

/** A client whose requests are kept and answered with one answer. */
function clientAnswering(answer: () => Response | Promise<Response>) {
  const requests: Request[] = []
  const client = patronClient({
    baseUrl: 'http://patron.test',
    token: 'secret-token',
    fetch: async (request) => {
      requests.push(request)
      return answer()
    },
  })
  return { client, requests }
}

describe('patronClient', () => {
  it('asks the right address with the token and leaves out what was not given', async () => {
    const { client, requests } = clientAnswering(() =>
      Response.json({ customers: [], total: 0, nextCursor: null }),
    )
    const answer = await client.listCustomers({ query: 'ada & co', sort: 'revenue', cursor: undefined })
    expect(answer).toEqual({ ok: true, value: { customers: [], total: 0, nextCursor: null } })
    expect(requests[0]?.url).toBe('http://patron.test/v1/customers?query=ada+%26+co&sort=revenue')
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer secret-token')
  })

  it('escapes an id, so that it cannot lead to another address', async () => {
    const { client, requests } = clientAnswering(() => Response.json(importView))
    await client.getImport('../sessions/current?x=1')
    expect(requests[0]?.url).toBe('http://patron.test/v1/imports/..%2Fsessions%2Fcurrent%3Fx%3D1')
  })

  it('gives the problem of the API as a failure', async () => {
    const problem = {
      type: '/docs/problems#invalid-content',
      title: 'Some fields are wrong',
      status: 422,
      code: 'invalid-content',
      requestId: 'req_1',
      errors: [{ pointer: '/columns/orderId', detail: 'There is no such column.' }],
    }
    const { client } = clientAnswering(() => Response.json(problem, { status: 422 }))
    const answer = await client.startImport('imp_1', {
      columns: {},
      dateOrder: 'iso',
      decimalMark: '.',
      channel: 'import',
    })
    expect(answer).toEqual({
      ok: false,
      failure: {
        kind: 'invalid-content',
        message: 'Some fields are wrong',
        retryable: false,
        status: 422,
        problem,
      },
    })
  })

  it.each([
    ['text where JSON was agreed', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), true, 502],
    ['JSON of another shape', () => Response.json({ imports: 'many' }), false, 200],
  ])('does not trust %s', async (_, answer, retryable, status) => {
    const { client } = clientAnswering(answer)
    expect(await client.listImports()).toMatchObject({
      ok: false,
      failure: { kind: 'unexpected-answer', retryable, status },
    })
  })

  it('gives a network that fails as a failure that may be tried again', async () => {
    const { client } = clientAnswering(() => Promise.reject(new TypeError('connection refused')))
    expect(await client.getStreamStatus()).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable', retryable: true, status: 0 },
    })
  })

  it('sends a file as a stream with its own content type', async () => {
    const { client, requests } = clientAnswering(() => Response.json(importView, { status: 201 }))
    const answer = await client.createImport({
      body: new Blob(['a,b']).stream(),
      contentType: 'text/csv',
      fileName: 'orders.csv',
    })
    expect(answer.ok).toBe(true)
    expect(requests[0]?.url).toBe('http://patron.test/v1/imports?fileName=orders.csv&start=false')
    expect(requests[0]?.headers.get('Content-Type')).toBe('text/csv')
    expect(await requests[0]?.text()).toBe('a,b')
  })
})
