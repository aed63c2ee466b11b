/** Read-only access to the tables of one database. */
export interface SqlReader {
  rows<Row>(statement: string): Iterable<Row>
}

/** Everything a platform has stored, as rows: whatever it is that runs it. */
export interface PlatformContents {
  /** Each shard of the event log. */
  readonly logs: readonly SqlReader[]
  readonly directory: SqlReader
  /** Each object that holds customers. */
  readonly customers: readonly SqlReader[]
  /** D1. */
  readonly database: SqlReader
  /** The text of each segment. */
  readonly archive: Iterable<string>
}
