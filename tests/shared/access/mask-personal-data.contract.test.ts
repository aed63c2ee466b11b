import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { holdsPersonalData, maskedText, maskPersonalData } from '#shared/access/mask-personal-data.ts'
import { jsonSchema } from '#shared/contracts/json.ts'
import { personal, personalKey } from '#shared/contracts/personal.ts'
import { newApp } from '#workers/http/app.ts'
import { operationsOf } from '#workers/http/operations.ts'

vi.mock('cloudflare:workers', () => ({ waitUntil: () => undefined }))

const person = z.object({
  id: z.string(),
  name: personal(z.string()),
  email: personal(z.string().nullable()),
  tags: personal(z.array(z.string())),
  traits: z.array(z.object({ name: z.string(), value: personal(jsonSchema) })),
  properties: personal(z.record(z.string(), jsonSchema)),
  orderCount: z.int(),
})

describe('an answer', () => {
  const ada = {
    id: 'cus_1',
    name: 'Ada',
    email: null,
    tags: ['a', 'b'],
    traits: [
      { name: 'city', value: 'London' },
      { name: 'height', value: 170 },
      { name: 'address', value: { street: 'X' } },
    ],
    properties: { search: 'shoes' },
    orderCount: 3,
  }

  it('keeps its shape and loses the person', () => {
    const masked = maskPersonalData(person, ada)
    expect(masked).toEqual({
      id: 'cus_1',
      name: maskedText,
      email: null,
      tags: [maskedText, maskedText],
      traits: [
        { name: 'city', value: maskedText },
        { name: 'height', value: null },
        { name: 'address', value: {} },
      ],
      properties: {},
      orderCount: 3,
    })
    expect(person.safeParse(masked).success).toBe(true)
  })

  it('loses what its schema does not know', () => {
    expect(maskPersonalData(person, { ...ada, secret: 'Ada' })).not.toHaveProperty('secret')
  })

  it('goes on referring to the same things by the same names', () => {
    const graph = z.object({
      nodes: z.array(z.object({ nodeId: personalKey(z.string()) })),
      edges: z.array(z.object({ from: personalKey(z.string()), to: personalKey(z.string()) })),
    })
    const masked = maskPersonalData(graph, {
      nodes: [{ nodeId: 'cus_1' }, { nodeId: 'email:ada@x' }, { nodeId: 'phone:+44' }],
      edges: [{ from: 'phone:+44', to: 'cus_1' }],
    })
    expect(masked).toEqual({
      nodes: [{ nodeId: 'cus_1' }, { nodeId: 'hidden-1' }, { nodeId: 'hidden-2' }],
      edges: [{ from: 'hidden-2', to: 'cus_1' }],
    })
  })

  it('is masked in whichever form it comes', () => {
    const either = z.union([z.object({ kind: z.literal('a'), text: personal(z.string()) }), z.array(person)])
    expect(maskPersonalData(either, { kind: 'a', text: 'Ada' })).toEqual({ kind: 'a', text: maskedText })
    expect(JSON.stringify(maskPersonalData(either, [ada]))).not.toContain('Ada')
    expect(maskPersonalData(either, 'Ada, in no form at all')).toBeNull()
  })
})

/** Answers without a JSON contract: they hold no personal data, or are given only to who may see it. */
const withoutContract = [
  'deleteCalendarEvent',
  'deleteConnection',
  'deleteDestination',
  'deleteInboundStock',
  'deleteSavedMapping',
  'deleteSupplyRule',
  'exportAudit',
  'exportCustomers',
  'exportForecasts',
  'getExportPage',
  'getImportRejects',
  'getQrCodeImage',
  'liftSuppression',
  'openLiveFeed',
  'removeUser',
  'endUserSessions',
  'revokeApiKey',
  'removeIdentityProvider',
]

describe('the answers of the API', () => {
  const guarded = operationsOf(newApp()).filter(({ permission }) => permission !== undefined)
  const answers = guarded.flatMap(({ operationId, answers: byStatus }) =>
    [...byStatus].map(([status, schema]) => ({ operationId, status, schema })),
  )

  it.each(
    answers
      .filter(({ schema }) => holdsPersonalData(schema))
      .map((each) => [each.operationId, each] as const),
  )('%s: no text in a marked field gets through', (_, { schema }) => {
    const canary = 'CANARY-OF-A-PERSON'
    fc.assert(
      fc.property(anyOf(schema, canary), (answer) => {
        expect(JSON.stringify(maskPersonalData(schema, answer))).not.toContain(canary)
      }),
      { numRuns: 20 },
    )
  })

  it('hold personal data where they should', () => {
    const names = new Set(
      answers.filter(({ schema }) => holdsPersonalData(schema)).map(({ operationId }) => operationId),
    )
    for (const name of [
      'listCustomers',
      'getCustomer',
      'listCustomerTimeline',
      'getCustomerIdentity',
      'getIdentityGraph',
      'listMerges',
      'previewMerge',
      'listSplits',
      'previewSplit',
      'listReviews',
      'getReview',
      'getDelivery',
      'listQuarantine',
      'listImports',
      'getImport',
      'listDestinationProblems',
    ]) {
      expect(names, name).toContain(name)
    }
  })

  it('all have a contract to be masked by, but for those that need no mask', () => {
    const without = guarded.filter(({ answers: byStatus, permission }) => {
      const isOwn = permission === 'account:use' || permission === 'portal:use'
      return !isOwn && ![...byStatus.keys()].some((status) => status >= 200 && status < 300)
    })
    expect(
      without.map(({ operationId }) => operationId).filter((name) => !withoutContract.includes(name)),
    ).toEqual([])
  })
})

/** Any answer a schema allows, with the canary in every field that is marked as personal. */
function anyOf(schema: z.ZodType, canary: string): fc.Arbitrary<unknown> {
  const mark = schema.meta()?.['x-personal']
  const { def } = schema as unknown as {
    def: {
      type: string
      shape?: Record<string, z.ZodType>
      element?: z.ZodType
      valueType?: z.ZodType
      innerType?: z.ZodType
      options?: z.ZodType[]
      entries?: Record<string, string>
      values?: unknown[]
      out?: z.ZodType
    }
  }
  if (mark !== undefined)
    return fc.constantFrom<unknown>(canary, [canary], { [canary]: canary }, { a: [canary] })
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(def.shape ?? {}).map(([name, field]) => [name, anyOf(field, canary)]),
        ),
      )
    case 'array':
      return fc.array(anyOf(def.element as z.ZodType, canary), { minLength: 1, maxLength: 2 })
    case 'record':
      return fc.dictionary(fc.string({ maxLength: 3 }), anyOf(def.valueType as z.ZodType, canary), {
        maxKeys: 2,
      })
    case 'nullable':
    case 'optional':
    case 'default':
      return anyOf(def.innerType as z.ZodType, canary)
    case 'union':
      return fc.oneof(...(def.options ?? []).map((option) => anyOf(option, canary)))
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(def.values ?? []))
    case 'number':
      return fc.nat(1)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fc.constant('2026-11-21T10:00:00.000Z')
    case 'pipe':
      return anyOf(def.out as z.ZodType, canary)
    default:
      return fc.constant(null)
  }
}
