import type { JobChanges } from '#shared/database/jobs.ts'
import type { RegisteredVersion } from '#shared/database/model-versions.ts'
import type { CustomerHistory } from '#shared/database/read-purchase-histories.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { LearningContext } from '#shared/predictions/trainable.ts'
import type {
  EvaluateModelMessage,
  ForecastSalesMessage,
  RebuildMessage,
  ScoreCustomersMessage,
  TrainModelMessage,
} from '../messages.ts'

/** The messages that ask for one step of a job. */
export type SteppedJobMessage =
  | TrainModelMessage
  | EvaluateModelMessage
  | ScoreCustomersMessage
  | ForecastSalesMessage
  | RebuildMessage

/** A page of customers with what they bought, in the order of their ids. */
export interface ExamplePage {
  readonly examples: readonly CustomerHistory[]
  /** Customers of the page of whom nothing may be predicted. */
  readonly refusedIds: readonly string[]
  /** Where the next page begins; null: this was the last one. */
  readonly nextAfter: string | null
}

/** What every job needs of the world, for one tenant. */
export interface JobPorts {
  readonly jobs: {
    find(jobId: string): Promise<JobRow | undefined>
    /**
     * Makes the changes and raises `step`, unless the job has moved on or ended since `seen`; tells whether it did. A
     * version is entered in the registry in the same transaction, or neither is done.
     */
    advance(seen: JobRow, changes: JobChanges, version: RegisteredVersion | null): Promise<boolean>
    noteRetry(seen: JobRow): Promise<void>
  }
  /** What the steps of a job leave for later ones. */
  readonly files: {
    read(name: string): Promise<ArrayBuffer>
    /** Under a name of the caller's choice, which no other file of the job has. */
    write(name: string, content: ArrayBuffer | Uint8Array<ArrayBuffer> | string): Promise<void>
    remove(names: readonly string[]): Promise<void>
    removeAll(): Promise<void>
  }
  readonly queue: { send(message: SteppedJobMessage): Promise<void> }
  /** Different each time: part of the names of files, so that two who do one step at once do not write over each other. */
  freshId(): string
  nowMs(): number
}

/** What jobs need that learn from customers, or predict of them. */
export interface CustomerJobPorts extends JobPorts {
  readonly context: Omit<LearningContext, 'asOfMs' | 'seed'>
  /** Customers whose ids come after `after`, at most so many. */
  examples(after: string, limit: number): Promise<ExamplePage>
  countCustomers(): Promise<number>
}

/** What a step of a job comes to. */
export interface StepResult {
  readonly changes: JobChanges
  /** Files it wrote, which are removed when the step was done by somebody else too, and quicker. */
  readonly written?: readonly string[]
  /** Files that nobody needs once the step is noted. */
  readonly obsolete?: readonly string[]
  readonly version?: RegisteredVersion
}

/** Does one step of a job. Done again from the same row, it comes to the same. */
export type JobStep<Ports extends JobPorts> = (job: JobRow, ports: Ports) => Promise<StepResult>

/** "Now" of a job is when it began, in all of its steps. */
export function learningContext(job: JobRow, ports: Pick<CustomerJobPorts, 'context'>): LearningContext {
  return { ...ports.context, asOfMs: job.startedAt, seed: job.seed }
}
