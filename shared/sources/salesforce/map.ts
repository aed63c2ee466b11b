import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { isJsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapPerson } from './map-person.ts'
import { type SalesforcePerson, salesforcePersonSchema } from './person.ts'

/**
 * A contact or a lead as it is now. One that was merged into another, and a lead that became a contact, is the same
 * person as that. Fails with `unsupported-topic` for any other object and `invalid-customer` for what lacks its id or time.
 */
export function mapSalesforce(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const type = typeOf(fields)
  if (type !== 'Contact' && type !== 'Lead') {
    return refuse('unsupported-topic', [{ pointer: '/attributes/type', detail: `is ${type ?? 'missing'}` }])
  }
  const parsed = salesforcePersonSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const person = parsed.data
  const { Id, IsDeleted, MasterRecordId, ConvertedContactId } = person
  if (MasterRecordId != null) return succeed([samePerson('merge', Id, MasterRecordId, person, context)])
  if (IsDeleted === true) return succeed([mapDeletion(person, context)])
  return succeed([
    mapPerson(person, context),
    ...(ConvertedContactId == null
      ? []
      : [samePerson('conversion', Id, ConvertedContactId, person, context)]),
  ])
}

/** Staff deleted the record: no wish of the person to be forgotten. */
function mapDeletion({ Id, SystemModstamp }: SalesforcePerson, context: MappingContext): CanonicalEvent {
  return {
    id: `deleted:${Id}:${toIso(SystemModstamp)}`,
    source: context.source,
    kind: 'track',
    name: 'Customer Deleted',
    channel: 'crm',
    occurredAt: SystemModstamp,
    receivedAt: context.receivedAtMs,
    identifiers: [recordIdentifier(Id, context)],
  }
}

function samePerson(
  what: 'merge' | 'conversion',
  fromId: string,
  toId: string,
  { SystemModstamp }: SalesforcePerson,
  context: MappingContext,
): CanonicalEvent {
  const from = recordIdentifier(fromId, context)
  const to = recordIdentifier(toId, context)
  return {
    id: `${what}:${fromId}:${toId}`,
    source: context.source,
    kind: 'alias',
    name: 'alias',
    channel: 'crm',
    occurredAt: SystemModstamp,
    receivedAt: context.receivedAtMs,
    identifiers: [to, from],
    identityStatement: { kind: 'same-person', from, to },
  }
}

/** Ids of contacts and leads differ, so one scope holds both. */
function recordIdentifier(value: string, { source }: MappingContext): Identifier {
  return { type: 'external_id', value, scope: source }
}

function typeOf(fields: unknown): string | undefined {
  const attributes = isJsonObject(fields) ? fields.attributes : undefined
  const type = isJsonObject(attributes) ? attributes.type : undefined
  return typeof type === 'string' ? type : undefined
}
