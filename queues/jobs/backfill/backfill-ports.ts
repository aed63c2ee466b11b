import type { BackfillRunRow } from '#shared/database/tables/backfill-run.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Backfill, BackfillFailure, VendorCall } from '#shared/sources/backfill.ts'
import type { MappingContext, Source } from '#shared/sources/source.ts'
import type { BackfillMessage } from '../../messages.ts'

/** What a step changes in the run's row. */
export type BackfillChanges = Partial<Omit<BackfillRunRow, 'tenantId' | 'runId' | 'step'>>

/** A connection that can be read from. */
export interface ReadableConnection {
  readonly source: Source
  readonly backfill: Backfill
  /** With the host and the credentials of the connection. */
  readonly call: VendorCall
  /** But for `receivedAtMs`, which is that of the step. */
  readonly context: Omit<MappingContext, 'receivedAtMs'>
}

/** Everything a step of a back-fill needs of the world, for one tenant. */
export interface BackfillPorts {
  readonly runs: {
    find(runId: string): Promise<BackfillRunRow | undefined>
    /** Makes the changes and raises `step` by one, unless the step has moved on since `seen`; tells whether it did. */
    advance(seen: BackfillRunRow, changes: BackfillChanges): Promise<boolean>
  }
  /** Fails when the connection is gone, paused, or not set up to be read from. */
  connection(run: BackfillRunRow): Promise<Result<ReadableConnection, BackfillFailure>>
  /** Durable once it returns. An event the log has already is a duplicate and changes nothing. */
  append(
    events: readonly CanonicalEvent[],
    rejected: readonly RejectedRecord[],
    receivedAtMs: number,
  ): Promise<{ acceptedCount: number; duplicateCount: number }>
  readonly queue: { send(message: BackfillMessage, delaySeconds: number): Promise<void> }
  nowMs(): number
}
