import type { MatchingRunRow } from '#shared/database/tables/matching-run.ts'
import type { ProposedMatch } from '#shared/identity/decision-records.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import type { MatchingMessage } from '../../messages.ts'

/** What a step changes in the run's row. */
export type MatchingChanges = Partial<Omit<MatchingRunRow, 'tenantId' | 'runId' | 'step'>>

/** Everything a step of a matching run needs of the world, for one tenant. */
export interface MatchingPorts {
  readonly runs: {
    find(runId: string): Promise<MatchingRunRow | undefined>
    /** Makes the changes and raises `step`, unless the run has moved on since `seen`; tells whether it did. */
    advance(seen: MatchingRunRow, changes: MatchingChanges): Promise<boolean>
  }
  /** A page of records in the order of customer ids. */
  records(afterCustomerId: string, limit: number): Promise<MatchRecord[]>
  /** What steps leave for later ones: JSON under a name of the run. Writing again replaces. */
  readonly notes: {
    read<Value>(name: string): Promise<Value>
    write(name: string, value: unknown): Promise<void>
    removeAll(runId: string): Promise<void>
  }
  /** Tells of two customers, the one whose id sorts first given first, whether a person keeps them apart. */
  keptApart(): Promise<(leftId: string, rightId: string) => boolean>
  /** Asks about pairs, or merges them where the tenant's rules say so; pairs that were settled before are left alone. */
  propose(matches: readonly ProposedMatch[]): Promise<{ reviewCount: number; mergeCount: number }>
  readonly queue: { send(message: MatchingMessage): Promise<void> }
  nowMs(): number
}
