import type { JsonObject } from '../../../kernel/json.ts'
import { toIso } from '../../../kernel/time.ts'
import { groupedKind } from '../grouped-kind.ts'
import { identifiersOf, traitsOf } from '../person.ts'
import type { RowCells } from '../read-cells.ts'
import { stateEvent } from '../state-event.ts'

/** A file of loyalty cards: each row becomes an identify of the card and whoever it says holds it. Equal rows are one. */
export const loyaltyKind = groupedKind({
  check: () => undefined,

  groupOf: ({ texts, moments }) => JSON.stringify([texts, moments]),

  recordsOf([row], _, { shopCountry, uploadedAtMs, receivedAtMs }) {
    if (row === undefined) return { events: [], rejects: [] }
    const traits = cardTraits(row)
    const event = stateEvent(
      'loyalty',
      {
        kind: 'identify',
        name: 'identify',
        occurredAt: row.moments.updatedAt ?? uploadedAtMs,
        identifiers: identifiersOf(row.texts, shopCountry),
        ...(traits !== undefined && { traits }),
      },
      receivedAtMs,
    )
    return { events: [event], rejects: [] }
  },
})

function cardTraits({ texts, moments }: RowCells): JsonObject | undefined {
  const { tier, points, lifetimePoints } = texts
  const traits: JsonObject = {
    ...traitsOf(texts),
    ...(tier !== undefined && { loyaltyTier: tier }),
    ...(points !== undefined && { loyaltyPoints: Number(points) }),
    ...(lifetimePoints !== undefined && { loyaltyLifetimePoints: Number(lifetimePoints) }),
    ...(moments.joinedAt !== undefined && { loyaltyJoinedAt: toIso(moments.joinedAt) }),
  }
  return Object.keys(traits).length === 0 ? undefined : traits
}
