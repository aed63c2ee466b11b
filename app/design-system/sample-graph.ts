import type { IdentityGraph } from '#shared/contracts/identity.ts'

const customer = (nodeId: string, label: string) =>
  ({ nodeId, kind: 'customer', label, identifierType: null, isShared: false }) as const
const identifier = (identifierType: string, label: string, isShared = false) =>
  ({ nodeId: `${identifierType}:${label}`, kind: 'identifier', label, identifierType, isShared }) as const
const occurredAt = '2026-11-01T12:00:00.000Z'
const edge = (from: string, to: string, rule: string) =>
  ({ from, to, kind: 'identifier', rule, eventKey: 'tracking/web:1', occurredAt, mergeId: null }) as const

/** Two customers that became one, with a shared browser. */
export const sampleGraph: IdentityGraph = {
  nodes: [
    customer('cus_1', 'Ada Lovelace'),
    customer('cus_2', 'A. Lovelace'),
    identifier('phone', '+447700900123'),
    identifier('email', 'ada@example.com'),
    identifier('loyalty_id', 'CARD-77'),
    identifier('cookie_id', 'browser-1', true),
  ],
  edges: [
    {
      from: 'cus_2',
      to: 'cus_1',
      kind: 'merge',
      rule: 'shared-identifiers',
      eventKey: 'tracking/web:5',
      occurredAt,
      mergeId: null,
    },
    edge('email:ada@example.com', 'cus_1', 'new-customer'),
    edge('loyalty_id:CARD-77', 'cus_1', 'known-customer'),
    edge('phone:+447700900123', 'cus_2', 'new-customer'),
    edge('cookie_id:browser-1', 'cus_2', 'known-customer'),
  ],
}
