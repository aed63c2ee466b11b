import { eventKey } from '#shared/events/event.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import { type IdentifierKey, isPersonal } from '#shared/identity/identifier.ts'
import { anonymiseSegment } from '../../erasure/anonymise-segment.ts'
import { archivedLines } from '../undo/archived-lines.ts'
import type { RebuildPorts } from './rebuild-ports.ts'

/**
 * Anonymises the events of forgotten people in an archive segment, which has them only when it was put back from an older
 * copy; the log forgets them with it. Others may write the segment at the same time; then it is read once more. Returns the
 * segment as it is then, '' when there is none.
 */
export async function forgetInSegment(key: string, shard: number, ports: RebuildPorts): Promise<string> {
  for (;;) {
    const segment = await ports.readSegment(key)
    if (segment === undefined) return ''
    const eventKeys = await forgottenIn(segment.lines, ports)
    if (eventKeys.size === 0) return segment.lines
    await ports.forgetLines(ports.tenant, shard, { eventKeys: [...eventKeys], places: [] })
    const { lines } = anonymiseSegment(segment.lines, eventKeys)
    if (await ports.replaceSegment(key, lines, segment.version)) return lines
  }
}

/** An event as the archive has it, with the identifiers that name its person. */
interface NamedLine {
  readonly customerId: string | null
  readonly keys: readonly IdentifierKey[]
}

/**
 * Keys of the events whose person is not to be known, or who was erased and whose nobody else's they are. The event of a
 * customer who was not erased stays, though it names somebody who was beside the customer: a gift order.
 */
async function forgottenIn(text: string, ports: RebuildPorts): Promise<Set<string>> {
  const { tenant } = ports
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const named = archivedLines(text).filter(
    ({ event, customerId }) => customerId !== null || event.identifiers.length > 0,
  )
  if (named.length === 0) return new Set()
  const claims = named.map(({ event }) => claimOfEvent(event, policy))
  const lines = named.map(({ customerId }, index) => ({ customerId, keys: claims[index]?.keys ?? [] }))
  const areSuppressed = await ports.areSuppressed(claims)
  const gone = await goneAmong(lines, ports)
  const homeless = await homelessAmong(
    lines.filter(({ customerId }) => customerId !== null && gone.has(customerId)),
    ports,
  )
  const kept = lines.filter(
    ({ customerId }, index) => areSuppressed[index] && customerId !== null && !gone.has(customerId),
  )
  const theirs = kept.map((line) => ({ ...line, keys: line.keys.filter(isPersonal) }))
  const unnamed = await homelessAmong(theirs, ports)
  const stays = new Set(kept.filter((_, index) => !unnamed.has(theirs[index] ?? noLine)))
  return new Set(
    named.flatMap(({ event }, index) => {
      const line = lines[index] ?? noLine
      const isForgotten = (areSuppressed[index] && !stays.has(line)) || homeless.has(line)
      return isForgotten ? [eventKey(event).toWellFormed()] : []
    }),
  )
}

const noLine: NamedLine = { customerId: null, keys: [] }

/** The customers of lines who are erased. */
async function goneAmong(
  lines: readonly NamedLine[],
  { tenant, currentCustomerIds }: RebuildPorts,
): Promise<Set<string>> {
  const ids = [...new Set(lines.flatMap(({ customerId }) => customerId ?? []))]
  const currentIds = ids.length === 0 ? [] : await currentCustomerIds(tenant, ids)
  return new Set(ids.filter((_, index) => currentIds[index] == null))
}

/** Lines with identifiers of nobody: a customer's events may have gone to somebody else, whose they are now. */
async function homelessAmong(
  lines: readonly NamedLine[],
  { tenant, placesOfEvents }: RebuildPorts,
): Promise<Set<NamedLine>> {
  if (lines.length === 0) return new Set()
  const { places } = await placesOfEvents(
    tenant,
    lines.map(({ keys }) => keys),
  )
  return new Set(lines.filter((_, index) => places[index] === null))
}
