import { plainKeys } from './expected-platform.ts'
import type { PlatformPicture } from './platform-picture.ts'
import type { Simulation } from './simulate-ingest.ts'

/**
 * Which events belong together, as a map from event to a name of its customer. As long as no event has more than three
 * identifiers, these are simply the connected ones. Otherwise it depends on the order of events, so the directory is
 * asked, and an event between several owners (it went to review) may be with any of them.
 */
export function expectedGroups(simulation: Simulation, found: PlatformPicture): Map<string, string> {
  const events = [...simulation.sent]
    .map(([key, event]) => ({ key, keys: plainKeys(event) }))
    .filter(({ keys }) => keys.length > 0)
  if (events.every(({ keys }) => new Set(keys).size <= 3)) return connected(events)
  const owners = simulation.platform.directory.find([...new Set(events.flatMap(({ keys }) => keys))])
  const groups = new Map<string, string>()
  const undecided: string[] = []
  for (const { key, keys } of events) {
    const ownerIds = new Set(keys.map((each) => owners.get(each) ?? 'nobody'))
    if (ownerIds.size === 1) groups.set(key, [...ownerIds].join())
    else undecided.push(key)
  }
  for (const key of undecided) {
    const company = found.customers.find(({ eventKeys }) => eventKeys.includes(key))?.eventKeys ?? []
    const decided = company.find((other) => groups.has(other))
    groups.set(key, (decided && groups.get(decided)) ?? `review of ${[...company].sort().join()}`)
  }
  return groups
}

function connected(events: readonly { key: string; keys: readonly string[] }[]): Map<string, string> {
  const labels = new Map(events.flatMap(({ keys }) => keys.map((key) => [key, key])))
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const { keys } of events) {
      const smallest = keys.map((key) => labels.get(key) ?? key).sort()[0] ?? ''
      for (const key of keys) {
        if (labels.get(key) === smallest) continue
        labels.set(key, smallest)
        isChanged = true
      }
    }
  }
  return new Map(events.map(({ key, keys }) => [key, labels.get(keys[0] ?? '') ?? '']))
}
