/** What was looked at in one visit, in that order; the same item may come again. */
export interface Session {
  readonly items: readonly number[]
  /** When it ended, UTC epoch ms. */
  readonly at: number
}

/** Past sessions in typed arrays, the oldest first, and where each item is in them. */
export interface SessionMemory {
  readonly itemCount: number
  readonly sessionCount: number
  /** Session `s` went through `items[starts[s]]` to before `items[starts[s + 1]]`, each item once, where it came last. */
  readonly starts: Uint32Array
  readonly items: Uint32Array
  readonly times: Float64Array
  /** Item `i` is in the sessions `sessionsOfItems[itemStarts[i]]` to before `sessionsOfItems[itemStarts[i + 1]]`, the oldest first. */
  readonly itemStarts: Uint32Array
  readonly sessionsOfItems: Uint32Array
}

/** Some 10 MB with five items a session. */
export const maxRememberedSessions = 200_000
/** Only the last items of a longer session count. */
export const maxItemsOfSession = 100

/** The newest sessions of two and more different items; item numbers that are none are left out. */
export function rememberSessions(
  sessions: Iterable<Session>,
  itemCount: number,
  maxSessions: number = maxRememberedSessions,
): SessionMemory {
  const kept: { items: number[]; at: number }[] = []
  for (const { items, at } of sessions) {
    const known = items.filter((item) => Number.isInteger(item) && item >= 0 && item < itemCount)
    const distinct = lastOccurrences(known).slice(-maxItemsOfSession)
    if (distinct.length >= 2 && Number.isFinite(at)) kept.push({ items: distinct, at })
  }
  const newest = kept.sort((left, right) => left.at - right.at).slice(-maxSessions)
  const starts = new Uint32Array(newest.length + 1)
  const itemStarts = new Uint32Array(itemCount + 1)
  for (const [session, { items }] of newest.entries()) {
    starts[session + 1] = (starts[session] as number) + items.length
    for (const item of items) itemStarts[item + 1] = (itemStarts[item + 1] as number) + 1
  }
  for (let item = 0; item < itemCount; item += 1) {
    itemStarts[item + 1] = (itemStarts[item + 1] as number) + (itemStarts[item] as number)
  }
  const items = new Uint32Array(starts[newest.length] as number)
  const sessionsOfItems = new Uint32Array(items.length)
  const next = itemStarts.slice()
  for (const [session, { items: ofSession }] of newest.entries()) {
    items.set(ofSession, starts[session])
    for (const item of ofSession) {
      const at = next[item] as number
      sessionsOfItems[at] = session
      next[item] = at + 1
    }
  }
  const times = Float64Array.from(newest, ({ at }) => at)
  return { itemCount, sessionCount: newest.length, starts, items, times, itemStarts, sessionsOfItems }
}

/** Each item once, in the order in which they came last. */
export function lastOccurrences(items: readonly number[]): number[] {
  return [...new Set(items.toReversed())].reverse()
}
