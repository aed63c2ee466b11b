import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import type { MappingContext } from '../source.ts'

/**
 * One alias for each contact that went into another: the same whether a webhook tells of the merge or the contact that
 * came of it. HubSpot makes a new contact of a merge, so both of the old ones go.
 */
export function mapMerges(
  fromIds: readonly string[],
  toId: string,
  occurredAt: number,
  context: MappingContext,
): CanonicalEvent[] {
  const contact = (value: string): Identifier => ({ type: 'external_id', value, scope: context.source })
  return [...new Set(fromIds)]
    .filter((fromId) => fromId !== toId)
    .map((fromId) => ({
      id: `merge:${fromId}:${toId}`,
      source: context.source,
      kind: 'alias',
      name: 'alias',
      channel: 'crm',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: [contact(toId), contact(fromId)],
      identityStatement: { kind: 'same-person', from: contact(fromId), to: contact(toId) },
    }))
}
