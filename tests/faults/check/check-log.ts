import type { AcceptedShop } from '../shop/accepted-shop.ts'
import { keyOfEvent } from '../shop/sent-event.ts'
import type { Differences } from './differences.ts'
import type { SqlReader } from './platform-contents.ts'

/** Each accepted event has to be in the log once, and nothing else; all of it settled, nothing in quarantine. */
export function checkLog(accepted: AcceptedShop, logs: readonly SqlReader[], differences: Differences): void {
  const expected = new Set(accepted.events.map(keyOfEvent))
  const counts = new Map<string, number>()
  let enteredCount = 0
  let settledCount = 0
  for (const log of logs) {
    for (const { lines } of log.rows<{ lines: string }>('select lines from entry')) {
      for (const line of lines.split('\n')) {
        const key = keyOfLine(line)
        counts.set(key, (counts.get(key) ?? 0) + 1)
        enteredCount += 1
      }
    }
    const [progress] = log.rows<{ settled_count: number; quarantined_count: number }>(
      'select settled_count, quarantined_count from progress',
    )
    settledCount += progress?.settled_count ?? 0
    differences.compare('log', 'the number in quarantine', progress?.quarantined_count, 0)
  }
  for (const key of expected)
    if (!counts.has(key)) differences.add('log', `${key} was accepted and is not there`)
  for (const [key, count] of counts) {
    if (!expected.has(key)) differences.add('log', `${key} is there and was never accepted`)
    else if (count > 1) differences.add('log', `${key} is there ${count} times`)
  }
  differences.compare('log', 'the number of settled events', settledCount, enteredCount)
}

function keyOfLine(line: string): string {
  try {
    const { source, id } = JSON.parse(line)
    return `${source}:${id}`
  } catch {
    return `an unreadable line (${line.slice(0, 40)})`
  }
}
