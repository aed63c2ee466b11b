import type { JobRow } from '#shared/database/tables/job.ts'
import type { RebuildPorts } from './rebuild-ports.ts'

/** A piece of a phase: where it went on, and what it came to. */
export interface RebuiltPage {
  /** Where the next page begins; null: nothing is left of the phase. */
  readonly after: string | null
  /** Customers looked at. */
  readonly customerCount?: number
  /** Rows told again. */
  readonly rowCount?: number
}

/** Does the next piece after a place, '' at the start. It may be repeated, and done by two at once. */
export type RebuildPage = (after: string, ports: RebuildPorts, job: JobRow) => Promise<RebuiltPage>
