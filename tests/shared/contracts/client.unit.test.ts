import { describe, expect, it } from 'vitest'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'

const importView = {
  id: 'imp_1',
  fileName: 'orders.csv',
  state: 'awaiting-mapping',
  createdAt: '2026-11-21T10:00:00.000Z',
  finishedAt: null,
  byteCount: 3,
  progressRate: 0,
  standsSince: null,
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
  mappingFrom: 'guess',
  undoRefusal: null,
  undo: null,
  upload: null,
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

  it('asks for a dry run with the change of the rules as its body', async () => {
    const dryRun = {
      eventCount: 2,
      isComplete: true,
      customerCountBefore: 1,
      customerCountAfter: 2,
      mergeCount: 0,
      splitCount: 1,
      reviewCountBefore: 0,
      reviewCountAfter: 1,
      merges: [],
      splits: [{ customerIds: ['cus_1'], identifiers: ['email:a', 'email:b'], eventCount: 2 }],
    }
    const { client, requests } = clientAnswering(() => Response.json(dryRun))
    const rules = { limits: { email: { maxCount: 1, windowDays: null } } }
    expect(await client.dryRunIdentityRules({ rules })).toEqual({ ok: true, value: dryRun })
    expect([requests[0]?.method, requests[0]?.url]).toEqual([
      'POST',
      'http://patron.test/v1/identity/rules/dry-run',
    ])
    expect(await requests[0]?.json()).toEqual({ rules })
  })

  it('takes an answer without a body where one was agreed', async () => {
    const { client, requests } = clientAnswering(() => new Response(null, { status: 204 }))
    expect(await client.liftSuppression('email:ada@example.com')).toEqual({ ok: true, value: undefined })
    expect(await requests[0]?.json()).toEqual({ identifier: 'email:ada@example.com' })
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
      kind: 'orders',
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

  it.each<[string, (client: PatronClient) => Promise<unknown>, string, unknown]>([
    [
      'listMerges',
      (c) => c.listMerges({ status: 'undone', limit: 5 }),
      'GET /v1/merges?status=undone&limit=5',
      null,
    ],
    [
      'mergeCustomers',
      (c) => c.mergeCustomers({ customerIds: ['cus_1', 'cus_2'], basis: 4 }),
      'POST /v1/merges',
      { customerIds: ['cus_1', 'cus_2'], basis: 4 },
    ],
    [
      'previewMerge',
      (c) => c.previewMerge({ customerIds: ['cus_1', 'cus_2'] }),
      'POST /v1/merges/preview',
      { customerIds: ['cus_1', 'cus_2'] },
    ],
    ['undoMerge', (c) => c.undoMerge('mrg/1', 7), 'POST /v1/merges/mrg%2F1/undo', { basis: 7 }],
    ['previewUndo', (c) => c.previewUndo('mrg_1'), 'GET /v1/merges/mrg_1/undo-preview', null],
    [
      'splitCustomer',
      (c) => c.splitCustomer('cus_1', { identifiers: ['email:a@x.example'] }),
      'POST /v1/customers/cus_1/splits',
      { identifiers: ['email:a@x.example'] },
    ],
    [
      'previewSplit',
      (c) => c.previewSplit('cus_1', { identifiers: ['email:a@x.example'] }),
      'POST /v1/customers/cus_1/splits/preview',
      { identifiers: ['email:a@x.example'] },
    ],
    ['listSplits', (c) => c.listSplits({ customerId: 'cus_1' }), 'GET /v1/splits?customerId=cus_1', null],
    ['undoSplit', (c) => c.undoSplit('spl_1'), 'POST /v1/splits/spl_1/undo', null],
    [
      'listReviews',
      (c) => c.listReviews({ assignedTo: 'nobody' }),
      'GET /v1/reviews?assignedTo=nobody',
      null,
    ],
    ['getReview', (c) => c.getReview('rev_1'), 'GET /v1/reviews/rev_1', null],
    [
      'decideReview',
      (c) => c.decideReview('rev_1', { decision: 'keep-apart' }),
      'POST /v1/reviews/rev_1/decision',
      { decision: 'keep-apart' },
    ],
    [
      'assignReview',
      (c) => c.assignReview('rev_1', null),
      'PUT /v1/reviews/rev_1/assignee',
      { assignedTo: null },
    ],
    ['getIdentityGraph', (c) => c.getIdentityGraph('cus_1'), 'GET /v1/customers/cus_1/identity-graph', null],
    ['getIdentityRules', (c) => c.getIdentityRules(), 'GET /v1/identity/rules', null],
  ])('%s asks what the API answers', async (_, ask, expected, body) => {
    const { client, requests } = clientAnswering(() => Response.json({}))
    await ask(client)
    const [request] = requests
    const { pathname = '', search = '' } = request === undefined ? {} : new URL(request.url)
    expect(`${request?.method} ${pathname}${search}`).toBe(expected)
    const sent = await request?.text()
    expect(sent === '' ? null : JSON.parse(sent ?? '')).toEqual(body)
  })
})
