/** What one append hands to one shard of the log. Strings, because they cross the object border fastest. */
export interface AppendRequest {
  /** Canonical events as JSON, one a line, without a newline at the end. */
  readonly lines: string
  /** `eventKey` of each line, or a name of its own for a rejected record. */
  readonly keys: readonly string[]
  /** `hash53` of each event's content, to tell a repeat from a conflict. */
  readonly fingerprints: readonly number[]
  readonly receivedAtMs: number
  /** The import that tells them, so that it can be taken back. */
  readonly importId?: string
}

/** An entry that an import brought. */
export interface ImportedEntry {
  readonly sequence: number
  readonly receivedAtMs: number
}

/** A line of such an entry, by the entry and the event. */
export interface ImportedLine {
  readonly sequence: number
  readonly eventKey: string
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
  /** How often lines of it were anonymised since it was taken; absent: never. */
  readonly revision?: number
}

/** That an entry is done: all of its events are visible everywhere, but for those in quarantine. */
export interface SettledEntry {
  readonly sequence: number
  readonly quarantinedCount: number
  /** Keys of its events that are of people who are not to be known: their lines are anonymised with this. */
  readonly suppressedKeys?: readonly string[]
}

/** An archive segment about to be written, and what it was made of. */
export interface SegmentClaim {
  readonly key: string
  /** Sequence and revision of each entry, as they were read. */
  readonly entries: readonly (readonly [sequence: number, revision: number])[]
}

/** What of one shard of the log is to be anonymised. */
export interface ForgottenLines {
  readonly eventKeys: readonly string[]
  /** Lines that became no event, by their place. */
  readonly places: readonly (readonly [sequence: number, index: number])[]
}

export interface ForgetReply {
  /** Lines of these events and places that the log still has; anonymised now, by this call or an earlier one. */
  readonly lineCount: number
  /** The entries that the events came in with, whether the log still has them or not. */
  readonly sequences: readonly number[]
  /** False when an event came in before the log kept such places. */
  readonly areAllPlaced: boolean
  /** Archive segments made of lines as they were before; each may be there, or come at any moment. */
  readonly staleSegments: readonly string[]
}

export interface LogCounts {
  readonly accepted: number
  readonly settled: number
  readonly quarantined: number
  /** How many of the settled ones were of people who are not to be known. */
  readonly suppressed: number
  readonly oldestUnsettledReceivedAtMs: number | null
}
