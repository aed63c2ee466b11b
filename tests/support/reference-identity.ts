/** A merge of two customers, each named by its number of birth. */
export interface ReferenceMerge {
  readonly survivor: number
  readonly merged: number
  readonly eventKey: string
}

/** What identity should come to, found the plain way: who owns what is a list of labels, and a merge relabels. */
export interface ReferenceIdentity {
  readonly owners: Map<string, number>
  readonly merges: ReferenceMerge[]
  /** Keys of events that went to review. */
  readonly reviews: string[]
  bornCount: number
}

export function newReferenceIdentity(): ReferenceIdentity {
  return { owners: new Map(), merges: [], reviews: [], bornCount: 0 }
}

const strength = [
  'phone',
  'email',
  'external_id',
  'whatsapp_id',
  'loyalty_id',
  'pos_bill',
  'device_id',
  'cookie_id',
]

/** Accepts one event that was not accepted before; returns the number of its customer. */
export function acceptEvent(
  identity: ReferenceIdentity,
  eventKey: string,
  keys: readonly string[],
): number | null {
  if (keys.length === 0) return null
  const known = keys.flatMap((key) => {
    const owner = identity.owners.get(key)
    return owner === undefined ? [] : [{ owner, rank: strength.indexOf(key.split(':')[0] ?? '') }]
  })
  const owners = new Set(known.map(({ owner }) => owner))
  const best = Math.min(...known.map(({ rank }) => rank))
  const strongest = known.filter(({ rank }) => rank === best).map(({ owner }) => owner)
  let customer: number
  if (owners.size === 0) {
    customer = identity.bornCount
    identity.bornCount += 1
  } else if (owners.size > 3) {
    customer = strongest[0] ?? -1
    identity.reviews.push(eventKey)
  } else {
    customer = Math.min(...strongest)
    for (const merged of owners) {
      if (merged === customer) continue
      identity.merges.push({ survivor: customer, merged, eventKey })
      for (const [key, owner] of identity.owners) if (owner === merged) identity.owners.set(key, customer)
    }
  }
  for (const key of keys) if (!identity.owners.has(key)) identity.owners.set(key, customer)
  return customer
}
