import type { JobRow } from '#shared/database/tables/job.ts'
import { halfHours, readActivity, startOfHalfHour } from '#shared/features/activity.ts'
import { visitPauseMs } from '#shared/features/product-views.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { LearningExample } from '#shared/predictions/trainable.ts'
import { lotOf } from './row-parts.ts'
import type { TrainingPorts } from './training-ports.ts'

/** Each is a call to an object, of which a step may make only so many. */
const customersPerStep = 500
/** Of more customers, so many are drawn by lot: some hours of calls at most. */
const customersAsked = 50_000

/** Adds to the examples of a step what customers looked at, for a model that wants it. */
export class VisitReader {
  readonly #ports: TrainingPorts
  readonly #job: JobRow
  #askedCount = 0
  #askedRate = 1

  constructor(job: JobRow, ports: TrainingPorts) {
    this.#job = job
    this.#ports = ports
  }

  /** To be called before the first page. */
  async open(): Promise<void> {
    if (!this.#isWanted) return
    this.#askedRate = customersAsked / Math.max(1, await this.#ports.countCustomers())
  }

  /** Whether the step has asked as many as one may. */
  get isAtLimit(): boolean {
    return this.#askedCount >= customersPerStep
  }

  /** Only who was here lately is asked: `activity` tells, and tells nothing of whom nothing may be used. */
  async addTo(examples: readonly LearningExample[]): Promise<readonly LearningExample[]> {
    const { views, trainable } = this.#ports
    if (views === undefined || !this.#isWanted) return examples
    const nowMs = this.#job.startedAt
    const sinceMs = nowMs - (trainable.viewsOfDays ?? 0) * dayMs
    const asked = examples
      .filter(({ activity }) => isSeenSince(activity, sinceMs, nowMs))
      .map(({ customerId }) => customerId)
      .filter((customerId) => lotOf(customerId, this.#job.seed) < this.#askedRate)
    if (asked.length === 0) return examples
    this.#askedCount += asked.length
    const found = await views(asked, sinceMs)
    return examples.map((example) => ({ ...example, views: found.get(example.customerId) ?? [] }))
  }

  get #isWanted(): boolean {
    return this.#ports.views !== undefined && this.#ports.trainable.viewsOfDays !== undefined
  }
}

function isSeenSince(activity: string, sinceMs: number, nowMs: number): boolean {
  const last = activity === '' ? undefined : halfHours(readActivity(activity), 'visit', nowMs).at(-1)
  return last !== undefined && startOfHalfHour(last) + visitPauseMs >= sinceMs
}
