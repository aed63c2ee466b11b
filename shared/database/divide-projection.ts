import type { Projection } from './project.ts'

/** What a batch of events changes, but for decisions about who is who. */
export type ToldRows = Pick<
  Projection,
  'profiles' | 'matchRecords' | 'activities' | 'orders' | 'catalogue' | 'sales'
>

/** A call to D1 is a text that caller and database hold several times over. */
const usualCharacters = 1_000_000
/** Roughly what a row of a customer, or of an order, has beside its long texts. */
const rowCharacters = 500

type Part = {
  -readonly [Name in 'profiles' | 'matchRecords' | 'activities' | 'orders']: ToldRows[Name][number][]
}

/**
 * Parts of what a batch changes, to be projected one after the other, each a transaction of about as many characters at the most. A customer's
 * rows are in one part, before orders; orders go by their keys, as their table does; what is told of the catalogue and of sales comes last.
 */
export function divideProjection(told: ToldRows, maxCharacters = usualCharacters): Partial<Projection>[] {
  const parts: Part[] = []
  let length = Number.POSITIVE_INFINITY
  const partFor = (characters: number): Part => {
    length += characters
    const open = parts.at(-1)
    if (open !== undefined && length <= maxCharacters) return open
    const part: Part = { profiles: [], matchRecords: [], activities: [], orders: [] }
    parts.push(part)
    length = characters
    return part
  }
  const records = new Map(told.matchRecords.map((row) => [row.customerId, row]))
  const activities = new Map(told.activities.map((row) => [row.customerId, row]))
  for (const profile of told.profiles) {
    const record = records.get(profile.customerId)
    const activity = activities.get(profile.customerId)
    const texts = (record?.record?.length ?? 0) + (activity?.activity.length ?? 0)
    const part = partFor(rowCharacters + texts)
    part.profiles.push(profile)
    if (record !== undefined) part.matchRecords.push(record)
    if (activity !== undefined) part.activities.push(activity)
  }
  const orders = told.orders.toSorted((left, right) => (left.orderKey < right.orderKey ? -1 : 1))
  for (const order of orders) partFor(rowCharacters + order.lines.length).orders.push(order)
  const { catalogue, sales } = told
  return parts.length === 0
    ? [{ catalogue, sales }]
    : [...parts.slice(0, -1), { ...parts[parts.length - 1], catalogue, sales }]
}
