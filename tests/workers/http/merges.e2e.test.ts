import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { CustomerIdentityView, CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type {
  CustomerSide,
  IdentityGraph,
  IdentityPreview,
  MergeList,
  MergeView,
  SplitList,
  SplitView,
} from '#shared/contracts/identity.ts'
import type { Session } from '#shared/contracts/sessions.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { answered, refused } from '#tests/support/api-answer.ts'
import { customerOf, sendInOrder } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'key-of-another-tenant'
const unknownId = 'cus_01aaaaaaaaaaaaaaaaaaaa'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', otherKey)
})
afterAll(() => platform?.remove())

const get = <Body>(path: string) => platform.get<Body>(path)
const post = <Body>(path: string, body?: unknown) => answered<Body>(platform, 'POST', path, body)
const refusal = async (path: string, body?: unknown) => {
  const { status, detail } = await refused(platform, 'POST', path, body)
  return [status, detail]
}

let personCount = 0

/** Somebody with an e-mail, a name, an order and a customer number; returns id and e-mail. */
async function newPerson(firstName: string): Promise<{ id: string; email: string; userId: string }> {
  personCount += 1
  const userId = `u-${personCount}`
  const email = `person${personCount}@merge.example`
  await sendInOrder(platform, [
    { userId, traits: { email, firstName, lastName: `P${personCount}` } },
    {
      kind: 'track',
      event: 'Order Completed',
      userId,
      properties: { order_id: `M-${personCount}`, total: 10 * personCount, currency: 'GBP' },
    },
  ])
  return { id: await customerOf(platform, `email:${email}`), email, userId }
}

/** A customer as the API shows it, in the shape in which a preview shows one. */
async function sideOf(customerId: string): Promise<CustomerSide> {
  const view = await get<CustomerView>(`/v1/customers/${customerId}`)
  const identity = await get<CustomerIdentityView>(`/v1/customers/${customerId}/identity`)
  const { customers } = await get<CustomerList>('/v1/customers?limit=200')
  return {
    customer: customers.find(({ id }) => id === customerId) ?? null,
    features: view.features,
    identifiers: identity.identifiers
      .map(({ type, scope, value }) => [type, scope, value].filter((part) => part !== null).join(':'))
      .sort(),
    traits: view.traits.map((trait) => ({ ...trait, value: String(trait.value) })),
    consents: view.consents,
    eventCount: view.features.eventCount,
    orderIds: view.orders.map(({ orderId }) => orderId).sort(),
  }
}

describe('a merge by a person', () => {
  it('comes to what its preview said, is in the log, and undone comes to what that preview said', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    const before = [await sideOf(ada.id), await sideOf(bob.id)]
    const request = { customerIds: [bob.id, ada.id], survivorId: bob.id }
    const preview = await post<IdentityPreview>('/v1/merges/preview', request)
    expect(preview.before).toEqual([before[1], before[0]])
    expect(preview.changes).toContain(`Bob P2 takes over 1 order worth £10.00.`)
    expect(preview.warnings).toEqual(
      expect.arrayContaining([`Customer numbers differ (tracking): ${bob.userId}, ${ada.userId}.`]),
    )

    const merge = await post<MergeView>('/v1/merges', { ...request, basis: preview.basis })
    expect(merge).toMatchObject({
      survivorId: bob.id,
      mergedId: ada.id,
      rule: 'person',
      eventKey: null,
      decidedBy: 'api-key:Demo API key',
      undoneAt: null,
    })
    expect([await sideOf(bob.id)]).toEqual(preview.after)
    expect((await get<CustomerView>(`/v1/customers/${ada.id}`)).id).toBe(bob.id)
    expect((await get<CustomerView>(`/v1/customers/${bob.id}`)).mergedFrom).toEqual([ada.id])

    const { merges, total } = await get<MergeList>(`/v1/merges?customerId=${ada.id}&status=standing`)
    expect([merges, total]).toEqual([[{ ...merge, survivorName: 'Bob P2', mergedName: 'Ada P1' }], 1])

    const undo = await get<IdentityPreview>(`/v1/merges/${merge.mergeId}/undo-preview`)
    expect([undo.before, undo.after]).toEqual([preview.after, [before[1], before[0]]])
    const undone = await post<MergeView>(`/v1/merges/${merge.mergeId}/undo`, { basis: undo.basis })
    expect(undone).toMatchObject({ mergeId: merge.mergeId, undoneBy: 'api-key:Demo API key' })
    expect(undone.undoneAt).not.toBeNull()
    expect([await sideOf(ada.id), await sideOf(bob.id)]).toEqual(before)
    expect((await get<MergeList>(`/v1/merges?customerId=${ada.id}&status=undone`)).total).toBe(1)
    expect((await get<MergeList>(`/v1/merges?customerId=${ada.id}&status=standing`)).total).toBe(0)
    const identity = await get<CustomerIdentityView>(`/v1/customers/${ada.id}/identity`)
    expect(identity.merges).toMatchObject([{ mergeId: merge.mergeId, undoneAt: undone.undoneAt }])
  })

  it('gives what happened since to the side whose identifiers it carries', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    const { mergeId } = await post<MergeView>('/v1/merges', { customerIds: [ada.id, bob.id] })
    await sendInOrder(platform, [
      { kind: 'track', event: 'Looked', userId: bob.userId },
      { kind: 'track', event: 'Looked', userId: ada.userId, traits: { email: bob.email } },
    ])
    const preview = await get<IdentityPreview>(`/v1/merges/${mergeId}/undo-preview`)
    expect(preview.changes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 event carries identifiers of both sides and goes to Ada/),
      ]),
    )
    await post(`/v1/merges/${mergeId}/undo`)
    expect([await sideOf(ada.id), await sideOf(bob.id)]).toEqual(preview.after)
    expect(preview.after.map(({ eventCount }) => eventCount)).toEqual([3, 3])
  })

  it('is noted with the e-mail of whoever is signed in', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    const { email, password } = demoCredentials.manager
    const { token } = await post<Session>('/v1/sessions', { email, password })
    const response = await platform.api('/v1/merges', {
      method: 'POST',
      body: JSON.stringify({ customerIds: [ada.id, bob.id] }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    })
    expect([response.status, await response.json()]).toMatchObject([201, { decidedBy: email }])
  })

  it('that cannot be undone says what to do first', async () => {
    const [ada, bob, cem] = [await newPerson('Ada'), await newPerson('Bob'), await newPerson('Cem')]
    const first = await post<MergeView>('/v1/merges', { customerIds: [ada.id, bob.id], survivorId: bob.id })
    const second = await post<MergeView>('/v1/merges', { customerIds: [bob.id, cem.id], survivorId: cem.id })
    const told = expect.stringContaining(`Undo merge ${second.mergeId} first`)
    expect(await refusal(`/v1/merges/${first.mergeId}/undo`)).toEqual([409, told])
    const preview = await refused(platform, 'GET', `/v1/merges/${first.mergeId}/undo-preview`)
    expect([preview.status, preview.detail]).toEqual([409, told])

    await post(`/v1/merges/${second.mergeId}/undo`)
    await post(`/v1/merges/${first.mergeId}/undo`, {})
    expect(await refusal(`/v1/merges/${first.mergeId}/undo`)).toEqual([
      409,
      expect.stringContaining('undone'),
    ])
    expect((await refused(platform, 'GET', `/v1/merges/${first.mergeId}/undo-preview`)).status).toBe(409)
    expect((await get<CustomerView>(`/v1/customers/${ada.id}`)).id).toBe(ada.id)
  })

  it('is refused when something was decided since the preview', async () => {
    const [ada, bob, cem] = [await newPerson('Ada'), await newPerson('Bob'), await newPerson('Cem')]
    const request = { customerIds: [ada.id, bob.id] }
    const { basis } = await post<IdentityPreview>('/v1/merges/preview', request)
    const { mergeId } = await post<MergeView>('/v1/merges', {
      customerIds: [cem.id, bob.id],
      survivorId: bob.id,
    })
    expect((await refusal('/v1/merges', { ...request, basis }))[0]).toBe(409)
    expect((await refusal(`/v1/merges/${mergeId}/undo`, { basis: basis - 1 }))[0]).toBe(409)
  })

  it('is refused for a customer with itself, and for those that are not there', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    for (const path of ['/v1/merges', '/v1/merges/preview']) {
      const same = await refused(platform, 'POST', path, { customerIds: [ada.id, ada.id] })
      expect([same.status, same.errors?.[0]?.pointer]).toEqual([422, '/customerIds'])
      expect((await refusal(path, { customerIds: [ada.id, unknownId] }))[0]).toBe(404)
      expect((await refusal(path, { customerIds: [ada.id, bob.id], survivorId: unknownId }))[0]).toBe(404)
      expect((await refusal(path, { customerIds: [ada.id, "' or 1=1"] }))[0]).toBe(404)
      for (const body of [
        {},
        { customerIds: [ada.id] },
        { customerIds: 'x' },
        { customerIds: [1, 2] },
        [],
        null,
      ]) {
        expect((await refusal(path, body))[0]).toBe(422)
      }
    }
    expect((await refusal('/v1/merges/mrg_none/undo'))[0]).toBe(404)
    expect((await refusal('/v1/merges/mrg_none/undo', { basis: 'x' }))[0]).toBe(422)
    expect((await refused(platform, 'GET', '/v1/merges/mrg_none/undo-preview')).status).toBe(404)
  })

  it('of two at the same moment happens once', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    const body = JSON.stringify({ customerIds: [ada.id, bob.id] })
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const responses = await Promise.all([1, 2, 3].map(() => platform.api('/v1/merges', init)))
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    await Promise.all(responses.map((response) => response.text()))
    expect((await get<MergeList>(`/v1/merges?customerId=${ada.id}`)).total).toBe(1)
  })
})

describe('the list of merges', () => {
  it('is complete over pages, newest first, and finds by rule', async () => {
    const all = await get<MergeList>('/v1/merges?limit=200')
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: MergeList = await get(`/v1/merges?limit=3${cursor && `&cursor=${cursor}`}`)
      expect(page.total).toBe(all.total)
      ids.push(...page.merges.map(({ mergeId }) => mergeId))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(all.merges.map(({ mergeId }) => mergeId))
    expect(ids).toHaveLength(all.total)
    expect(ids).toEqual([...ids].sort().reverse())
    expect((await get<MergeList>('/v1/merges?rule=person')).total).toBe(all.total)
    expect((await get<MergeList>('/v1/merges?rule=matcher')).total).toBe(0)
  })

  it.each(['limit=0', 'status=gone', 'rule=magic', 'cursor=%%%', 'cursor=eyJhIjoxfQ'])(
    'answers 422 to %s',
    async (query) => expect((await refused(platform, 'GET', `/v1/merges?${query}`)).status).toBe(422),
  )
})

describe('a split', () => {
  it('comes to what its preview said, and is undone', async () => {
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
    await post('/v1/merges', { customerIds: [ada.id, bob.id] })
    const before = await sideOf(ada.id)
    const identifiers = [`email:${bob.email}`, `external_id:tracking:${bob.userId}`]
    const preview = await post<IdentityPreview>(`/v1/customers/${bob.id}/splits/preview`, { identifiers })
    expect(preview.before).toEqual([before])
    expect(preview.after.map(({ eventCount }) => eventCount)).toEqual([2, 2])

    const split = await post<SplitView>(`/v1/customers/${ada.id}/splits`, {
      identifiers,
      basis: preview.basis,
    })
    expect(split).toMatchObject({ customerId: ada.id, decidedBy: 'api-key:Demo API key', undoneAt: null })
    expect([...split.identifiers].sort()).toEqual([...identifiers].sort())
    const { after } = preview
    const named = after.map((side) =>
      side.customer?.id === 'new'
        ? { ...side, customer: { ...side.customer, id: split.newCustomerId } }
        : side,
    )
    expect([await sideOf(ada.id), await sideOf(split.newCustomerId)]).toEqual(named)
    expect(await customerOf(platform, `email:${bob.email}`)).toBe(split.newCustomerId)

    for (const customerId of [ada.id, split.newCustomerId]) {
      expect((await get<SplitList>(`/v1/splits?customerId=${customerId}`)).splits).toEqual([split])
    }
    const graph = await get<IdentityGraph>(`/v1/customers/${split.newCustomerId}/identity-graph`)
    expect(graph.edges.map(({ from, rule }) => [from, rule]).sort()).toEqual(
      identifiers.map((key) => [key, 'split']).sort(),
    )

    const undone = await post<SplitView>(`/v1/splits/${split.splitId}/undo`)
    expect(undone).toMatchObject({ splitId: split.splitId, undoneBy: 'api-key:Demo API key' })
    expect(await sideOf(ada.id)).toEqual(before)
    expect((await refusal(`/v1/splits/${split.splitId}/undo`))[0]).toBe(409)
    expect((await refusal('/v1/splits/spl_none/undo'))[0]).toBe(404)
  })

  it('is refused where it cannot be, by its preview too', async () => {
    const ada = await newPerson('Ada')
    const all = [`email:${ada.email}`, `external_id:tracking:${ada.userId}`]
    const { identifiers } = await sideOf(ada.id)
    for (const path of [`/v1/customers/${ada.id}/splits`, `/v1/customers/${ada.id}/splits/preview`]) {
      expect((await refusal(path, { identifiers: [...new Set([...all, ...identifiers])] }))[0]).toBe(409)
      const foreign = await refused(platform, 'POST', path, { identifiers: ['email:nobody@x.example'] })
      expect([foreign.status, foreign.errors?.[0]?.pointer]).toEqual([422, '/identifiers'])
      for (const body of [{}, { identifiers: [] }, { identifiers: [7] }]) {
        expect((await refusal(path, body))[0]).toBe(422)
      }
    }
    const stale = { identifiers: all.slice(0, 1), basis: 999_999 }
    expect((await refusal(`/v1/customers/${ada.id}/splits`, stale))[0]).toBe(409)
    expect((await refusal(`/v1/customers/${unknownId}/splits`, { identifiers: all }))[0]).toBe(404)
    expect((await refusal(`/v1/customers/${unknownId}/splits/preview`, { identifiers: all }))[0]).toBe(404)
  })

  it.each(['limit=201', 'cursor=x'])('is listed, but not by %s', async (query) =>
    expect((await refused(platform, 'GET', `/v1/splits?${query}`)).status).toBe(422),
  )
})

describe('the identity graph', () => {
  it('names every identifier and merge of a customer, and the event that made it', async () => {
    await sendInOrder(platform, [
      { anonymousId: 'graph-browser', traits: { email: 'graph@x.example' } },
      {
        kind: 'track',
        event: 'Scanned',
        userId: 'u-graph',
        properties: { receipt_number: 'R-1', store: 'Bath' },
      },
      { userId: 'u-graph', traits: { email: 'graph@x.example' } },
    ])
    const customerId = await customerOf(platform, 'email:graph@x.example')
    const graph = await get<IdentityGraph>(`/v1/customers/${customerId}/identity-graph`)
    const identity = await get<CustomerIdentityView>(`/v1/customers/${customerId}/identity`)
    const nodeIds = graph.nodes.map(({ nodeId }) => nodeId)
    expect(new Set(nodeIds).size).toBe(nodeIds.length)
    expect(graph.nodes.filter(({ kind }) => kind === 'identifier')).toHaveLength(identity.identifiers.length)
    for (const { from, to } of graph.edges) expect(nodeIds).toEqual(expect.arrayContaining([from, to]))
    const [merge] = identity.merges
    expect(graph.edges.filter(({ kind }) => kind === 'merge')).toMatchObject([
      { mergeId: merge?.mergeId, rule: 'shared-identifiers', to: customerId },
    ])
    expect((await refused(platform, 'GET', `/v1/customers/${unknownId}/identity-graph`)).status).toBe(404)
  })
})

it('another tenant sees and changes nothing of it', async () => {
  const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')]
  const { mergeId } = await post<MergeView>('/v1/merges', { customerIds: [ada.id, bob.id] })
  const { splitId } = await post<SplitView>(`/v1/customers/${ada.id}/splits`, {
    identifiers: [`email:${bob.email}`, `external_id:tracking:${bob.userId}`],
  })
  const other = { authorization: `Bearer ${otherKey}` }
  const identifiers = [`email:${ada.email}`]
  const calls: [string, string, unknown?][] = [
    ['GET', `/v1/customers/${ada.id}/identity-graph`],
    ['POST', '/v1/merges', { customerIds: [ada.id, bob.id] }],
    ['POST', '/v1/merges/preview', { customerIds: [ada.id, bob.id] }],
    ['POST', `/v1/merges/${mergeId}/undo`],
    ['GET', `/v1/merges/${mergeId}/undo-preview`],
    ['POST', `/v1/customers/${ada.id}/splits`, { identifiers }],
    ['POST', `/v1/customers/${ada.id}/splits/preview`, { identifiers }],
    ['POST', `/v1/splits/${splitId}/undo`],
  ]
  for (const [method, path, body] of calls) {
    expect([path, (await refused(platform, method, path, body, other)).status]).toEqual([path, 404])
  }
  for (const path of ['/v1/merges', '/v1/splits', '/v1/reviews?status=all']) {
    const list = await (await platform.api(path, { headers: other })).json()
    expect(Object.values(list as object)).toContainEqual([])
  }
})

it('a customer that was erased is answered 404, and refused where it is to be changed', async () => {
  const [ada, bob, cem] = [await newPerson('Ada'), await newPerson('Bob'), await newPerson('Cem')]
  const { mergeId } = await post<MergeView>('/v1/merges', { customerIds: [ada.id, bob.id] })
  await eraseInDirectory(ada.id)
  for (const id of [ada.id, bob.id]) {
    for (const path of ['', '/identity', '/identity-graph', '/timeline']) {
      expect((await refused(platform, 'GET', `/v1/customers/${id}${path}`)).status).toBe(404)
    }
    const both = { customerIds: [id, cem.id] }
    const identifiers = [`email:${ada.email}`]
    expect((await refusal('/v1/merges/preview', both))[0]).toBe(404)
    expect((await refusal('/v1/merges', both))[0]).toBe(409)
    expect((await refusal(`/v1/customers/${id}/splits/preview`, { identifiers }))[0]).toBe(404)
    expect((await refusal(`/v1/customers/${id}/splits`, { identifiers }))[0]).toBe(409)
  }
  expect((await refusal(`/v1/merges/${mergeId}/undo`))[0]).toBe(409)
  expect((await refused(platform, 'GET', `/v1/merges/${mergeId}/undo-preview`)).status).toBe(404)
})

/** Erases a customer in the directory alone, as it is while the rest is still being forgotten. */
async function eraseInDirectory(customerId: string): Promise<void> {
  const directories = await platform.miniflare.getDurableObjectNamespace('IDENTITY_DIRECTORY', 'patron-api')
  const directory = directories.get(directories.idFromName(`${demoTenantId}:identity-directory`))
  const { eraseCustomer } = directory as unknown as { eraseCustomer(request: string): Promise<string> }
  const request = { requestId: 'req_1', customerId, mode: 'delete', evidenceKeys: [], by: 'test' }
  expect(JSON.parse(await eraseCustomer(JSON.stringify(request)))).toMatchObject({ ok: true })
}
