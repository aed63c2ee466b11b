import { describe, expect, it } from 'vitest'
import { auditActor, auditSubject, isAudited } from '#shared/access/audited-operations.ts'

it.each([
  ['a change', 'mergeCustomers', 'POST', 201, true],
  ['a change that failed', 'undoMerge', 'POST', 409, true],
  ['a removal', 'deleteConnection', 'DELETE', 204, true],
  ['the reading of a person', 'getCustomer', 'GET', 200, true],
  ['the try to read a person', 'getCustomer', 'GET', 404, true],
  ['the prediction of what a person will take', 'getNextBasket', 'GET', 200, true],
  ['the prediction of what a person will spend', 'getLifetimeValue', 'GET', 200, true],
  ['a list', 'listCustomers', 'GET', 200, false],
  ['a list without leave', 'listCustomers', 'GET', 403, true],
  ['figures', 'getOverview', 'GET', 200, false],
])('%s: %s %s %i is recorded: %s', (_, operation, method, status, expected) => {
  expect(isAudited({ operation, method, status })).toBe(expected)
})

describe('the subject', () => {
  it('holds the ids of what was done something with', () => {
    const names = { customerId: 'cus_01jdabcdefghjkmnpqrstv', source: 'shopify' }
    expect(auditSubject(names, 200)).toEqual(names)
  })

  it.each([
    [{ customerId: 'ada@example.com' }, 200],
    [{ customerId: 'ada@example.com' }, 404],
    [{ customerId: '+447700900123' }, 404],
    [{ customerId: '447700900123' }, 404],
    [{ customerId: 'Ada Lovelace' }, 404],
    [{ name: 'x'.repeat(300) }, 200],
  ])('holds nothing that may be a person: %j, answered %i', (names, status) => {
    expect(auditSubject(names as unknown as Record<string, string>, status)).toEqual({})
  })

  it("keeps another tenant's id, which is what somebody looked for", () => {
    const names = { customerId: 'cus_01jdabcdefghjkmnpqrstv' }
    expect(auditSubject(names, 404)).toEqual(names)
  })
})

it.each([
  [{ kind: 'api-key', role: 'admin', actor: 'api-key:Till', userId: '' } as const, 'api-key:Till'],
  [
    { kind: 'user', role: 'support', actor: 'sue@shop.example', userId: 'usr_1' } as const,
    'user:sue@shop.example',
  ],
  [{ kind: 'user', role: 'customer', actor: 'ada@example.com', userId: 'usr_2' } as const, 'customer:usr_2'],
])('names %j as %s', (access, actor) => {
  expect(auditActor(access)).toBe(actor)
})
