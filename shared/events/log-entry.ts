/** What one append hands to one shard of the log. Strings, because they cross the object border fastest. */
export interface AppendRequest {
  /** Canonical events as JSON, one a line, without a newline at the end. */
  readonly lines: string
  /** `eventKey` of each line, or a name of its own for a rejected record. */
  readonly keys: readonly string[]
  /** `hash53` of each event's content, to tell a repeat from a conflict. */
  readonly fingerprints: readonly number[]
  readonly receivedAtMs: number
}

export interface AppendReply {
  /** Events that are new, and durable by the time the reply arrives. */
  readonly acceptedCount: number
  /** Events that the log has already. */
  readonly duplicateCount: number
}

/** One append as the consumer reads it back. */
export interface LogEntry {
  readonly sequence: number
  readonly receivedAtMs: number
  readonly lines: string
}

/** That an entry is done: all of its events are visible everywhere, but for those in quarantine. */
export interface SettledEntry {
  readonly sequence: number
  readonly quarantinedCount: number
}

export interface LogCounts {
  readonly accepted: number
  readonly settled: number
  readonly quarantined: number
  readonly oldestUnsettledReceivedAtMs: number | null
}
