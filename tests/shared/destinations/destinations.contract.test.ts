import { describe, expect, it } from 'vitest'
import type { DeliveryCall, OutgoingRecord } from '#shared/destinations/destination.ts'
import { destinations } from '#shared/destinations/destinations.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { VendorResponse } from '#shared/sources/backfill.ts'

interface Sample {
  readonly options: JsonObject
  /** Answers about the two records of {@link records}: both taken, and the second refused. */
  readonly taken: unknown
  readonly partial: { readonly status: number; readonly body: unknown; readonly problem: string }
  readonly path: string
  readonly method: string
  readonly body: unknown
  readonly removal: { readonly method: string; readonly path: string; readonly body: unknown }
  readonly remoteIds: readonly string[]
}

const records: OutgoingRecord[] = ['ada', 'bob'].map((name) => ({
  customerId: `cus_${name}`,
  key: `cus_${name}`,
  remoteId: null,
  properties: { Email: `${name}@shop.example`, count: 2 },
}))

const samples: Record<string, Sample> = {
  hubspot: {
    options: { matchProperty: 'patron_id' },
    method: 'POST',
    path: '/crm/v3/objects/contacts/batch/upsert',
    body: {
      inputs: ['ada', 'bob'].map((name) => ({
        id: `cus_${name}`,
        idProperty: 'patron_id',
        properties: { Email: `${name}@shop.example`, count: '2', patron_id: `cus_${name}` },
        objectWriteTraceId: `cus_${name}`,
      })),
    },
    // Without trace ids, and in another order: the property they are matched by tells which is whose.
    taken: {
      status: 'COMPLETE',
      results: [
        { id: '52', properties: { patron_id: 'cus_bob' }, new: true },
        { id: '51', properties: { patron_id: 'cus_ada' }, new: false },
      ],
    },
    partial: {
      status: 207,
      body: {
        results: [{ id: '51', objectWriteTraceId: 'cus_ada', properties: {} }],
        numErrors: 1,
        errors: [
          { category: 'CONFLICT', message: 'Of somebody else', context: { objectWriteTraceId: ['cus_x'] } },
          {
            category: 'VALIDATION_ERROR',
            message: 'No option',
            context: { objectWriteTraceId: ['cus_bob'] },
          },
        ],
      },
      problem: 'No option',
    },
    removal: {
      method: 'POST',
      path: '/crm/v3/objects/contacts/batch/archive',
      body: { inputs: [{ id: '51' }, { id: '52' }] },
    },
    remoteIds: ['51', '52'],
  },
  salesforce: {
    options: { object: 'Lead', externalIdField: 'Patron_Id__c' },
    method: 'PATCH',
    path: '/services/data/v62.0/composite/sobjects/Lead/Patron_Id__c',
    body: {
      allOrNone: false,
      records: ['ada', 'bob'].map((name) => ({
        attributes: { type: 'Lead' },
        Email: `${name}@shop.example`,
        count: 2,
        Patron_Id__c: `cus_${name}`,
      })),
    },
    taken: [
      { id: '00Q1', success: true, errors: [], created: true },
      { id: '00Q2', success: true, errors: [], created: false },
    ],
    partial: {
      status: 200,
      body: [
        { id: '00Q1', success: true, errors: [], created: true },
        {
          success: false,
          errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'LastName', fields: ['LastName'] }],
        },
      ],
      problem: 'REQUIRED_FIELD_MISSING: LastName',
    },
    removal: {
      method: 'DELETE',
      path: '/services/data/v62.0/composite/sobjects?ids=00Q1,00Q2&allOrNone=false',
      body: null,
    },
    remoteIds: ['00Q1', '00Q2'],
  },
  rest: {
    options: {
      method: 'PUT',
      path: '/people',
      removePath: '/people/gone',
      removeMethod: 'DELETE',
      body: { data: [{ list: '{{records}}' }], note: 'no {{records}} here' },
      removeBody: { of: '{{ids}}', why: '{{reason}}' },
      results: { list: '/a~1b', problem: '/errors/0/text', remoteId: '/number' },
    },
    method: 'PUT',
    path: '/people',
    body: {
      data: [
        {
          list: ['ada', 'bob'].map((name) => ({
            Email: `${name}@shop.example`,
            count: 2,
            id: `cus_${name}`,
          })),
        },
      ],
      note: 'no {{records}} here',
    },
    taken: { 'a/b': [{ number: 7 }, { number: 8 }] },
    partial: {
      status: 200,
      body: { 'a/b': [{ number: 7 }, { errors: [{ text: 'on the stop list' }] }] },
      problem: 'on the stop list',
    },
    removal: { method: 'DELETE', path: '/people/gone', body: { of: ['7', '8'], why: 'left' } },
    remoteIds: ['7', '8'],
  },
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): VendorResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: new Map(Object.entries(headers)), body: text }
}

function only<Item>(calls: readonly DeliveryCall<Item>[]): DeliveryCall<Item> {
  const [call] = calls
  if (call === undefined || calls.length > 1) throw new Error(`${calls.length} calls`)
  return call
}

it('every destination has a sample', () => {
  expect(Object.keys(samples).sort()).toEqual([...destinations.keys()].sort())
})

describe.each(Object.entries(samples))('%s', (name, sample) => {
  const destination = destinations.get(name)
  if (destination === undefined) throw new Error(`no destination ${name}`)
  const deliverer = destination.deliverer(destination.optionsSchema.parse(sample.options))
  const call = only(deliverer.upsert(records))

  it('writes the batch as documented, and the same batch the same way', () => {
    expect({ ...call.request, headers: undefined, body: JSON.parse(call.request.body ?? '') }).toEqual({
      method: sample.method,
      path: sample.path,
      headers: undefined,
      body: sample.body,
    })
    expect(only(deliverer.upsert(records)).request).toEqual(call.request)
    expect(deliverer.maxRecordsPerCall).toBeGreaterThan(0)
  })

  it('reads one reply a record', () => {
    const taken = call.read(answer(200, sample.taken))
    expect(taken).toEqual({
      ok: true,
      value: sample.remoteIds.map((remoteId) => ({ kind: 'taken', remoteId })),
    })
    const { status, body, problem } = sample.partial
    expect(call.read(answer(status, body))).toEqual({
      ok: true,
      value: [
        { kind: 'taken', remoteId: sample.remoteIds[0] },
        { kind: 'refused', problem },
      ],
    })
  })

  it('tells failures of the call apart', () => {
    const failureOf = (status: number, body: unknown = 'x', headers = {}) => {
      const read = call.read(answer(status, body, headers))
      return read.ok ? 'ok' : [read.failure.kind, read.failure.retryable, read.failure.afterSeconds]
    }
    expect(failureOf(429, '', { 'retry-after': '7' })).toEqual(['rate-limited', true, 7])
    expect(failureOf(503)).toEqual(['vendor-unavailable', true, null])
    expect(failureOf(401)).toEqual(['invalid-credentials', false, null])
    expect(failureOf(400)).toEqual(['batch-refused', false, null])
    expect(failureOf(404)).toEqual(['unreadable-answer', false, null])
    expect(failureOf(200, '<html>')).toEqual(['unreadable-answer', false, null])
    expect(failureOf(200, { 'a/b': [{}] })).toEqual(['unreadable-answer', false, null])
  })

  it('removes who left by the ids that it was told', () => {
    const [ada = '', bob = ''] = sample.remoteIds
    const removal = only(
      deliverer.remove(
        [
          { customerId: 'cus_ada', remoteId: ada },
          { customerId: 'cus_bob', remoteId: bob },
        ],
        'left',
      ),
    )
    const { method, path, body } = removal.request
    expect({ method, path, body: body === null ? null : JSON.parse(body) }).toEqual(sample.removal)
    const refused = removal.read(answer(401, ''))
    expect(refused.ok || refused.failure.kind).toBe('invalid-credentials')
  })
})

it('a daily allowance that is used up is waited for by the hour', () => {
  const salesforce = destinations.get('salesforce')
  const deliverer = salesforce?.deliverer(salesforce.optionsSchema.parse({ externalIdField: 'X__c' }))
  const body = [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]
  const read = deliverer?.upsert(records)[0]?.read(answer(403, body))
  expect(read).toMatchObject({ failure: { kind: 'rate-limited', afterSeconds: 3600 } })
})

it('what Salesforce deleted already counts as removed', () => {
  const salesforce = destinations.get('salesforce')
  const deliverer = salesforce?.deliverer(salesforce.optionsSchema.parse({ externalIdField: 'X__c' }))
  const [removal] = deliverer?.remove([{ customerId: 'c', remoteId: '003' }], 'erased') ?? []
  const gone = [{ id: '003', success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'gone' }] }]
  expect(removal?.read(answer(200, gone))).toMatchObject({ value: [{ kind: 'taken' }] })
})

it('properties that a system cannot have are refused with their place', () => {
  const errorsOf = (name: string, property: string, options: JsonObject) => {
    const destination = destinations.get(name)
    const parsed = destination?.optionsSchema.parse(options)
    return destination?.check(
      { fields: [{ field: 'email', property }], constants: { [property]: 1 } },
      parsed,
    )
  }
  expect(errorsOf('hubspot', 'First Name', {})).toHaveLength(2)
  expect(errorsOf('hubspot', 'firstname', {})).toEqual([])
  expect(errorsOf('salesforce', 'Patron_Id__c', { externalIdField: 'Patron_Id__c' })).toMatchObject([
    { pointer: '/fields/0/property', detail: 'is set by itself' },
    { pointer: '/constants/Patron_Id__c' },
  ])
  expect(errorsOf('rest', 'id', { path: '/a', removePath: '/b' })).toHaveLength(2)
})
