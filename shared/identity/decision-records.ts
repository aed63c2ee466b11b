import type { Merge, Resolution, Review } from './resolve.ts'

/** A merge as it is written down. */
export interface MergeRecord extends Merge {
  readonly mergeId: string
  readonly mergedAtMs: number
  readonly rule: string
  readonly ruleVersion: number
}

export interface ReviewRecord extends Review {
  readonly reviewId: string
  readonly openedAtMs: number
}

export interface ResolveReply {
  /** One for each claim, in order. */
  readonly resolutions: readonly Resolution[]
  /** Merges whose customers have not yet handed over, oldest first: this batch's and any left by a crash. */
  readonly openMerges: readonly MergeRecord[]
  readonly reviews: readonly ReviewRecord[]
}
