import { isJsonObject } from '../kernel/json.ts'
import type { PlannedDelivery } from './plan-deliveries.ts'

/** `taken`: the vendor's own kind of answer, which does not tell what became of the delivery. */
export const simulationVerdicts = [
  'accepted',
  'duplicate',
  'quarantined',
  'nothing-to-do',
  'taken',
  'refused',
  'failed',
] as const
export type SimulationVerdict = (typeof simulationVerdicts)[number]

/** What became of a delivery, by how a door of Patron answered it. */
export function judgeAnswer(status: number, body: string): SimulationVerdict {
  if (status === 401) return 'refused'
  if (status < 200 || status > 299) return 'failed'
  const counts = countsOf(body)
  if (counts === undefined) return 'taken'
  if (counts.quarantined > 0) return 'quarantined'
  if (counts.accepted > 0) return 'accepted'
  return counts.duplicate > 0 ? 'duplicate' : 'nothing-to-do'
}

/**
 * Whether that is what was to come of it. What was to be accepted may be there already, sent by an earlier run or
 * told by a later version of the same thing.
 */
export function isAsExpected(expected: PlannedDelivery['expected'], verdict: SimulationVerdict): boolean {
  if (expected === 'refused') return verdict === 'refused'
  return verdict === 'duplicate' || verdict === 'taken' || (expected === 'accepted' && verdict === 'accepted')
}

function countsOf(body: string): Record<'accepted' | 'duplicate' | 'quarantined', number> | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    if (!isJsonObject(answer)) return undefined
    const { accepted, duplicate, quarantined } = answer
    return typeof accepted === 'number' && typeof duplicate === 'number' && typeof quarantined === 'number'
      ? { accepted, duplicate, quarantined }
      : undefined
  } catch {
    return undefined
  }
}
