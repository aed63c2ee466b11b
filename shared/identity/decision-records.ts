import type { Merge, Resolution, Review } from './resolve.ts'

/** A merge as it is written down. */
export interface MergeRecord extends Merge {
  readonly mergeId: string
  readonly mergedAtMs: number
  readonly rule: string
  readonly ruleVersion: number
}

/** A merge whose customers have not yet handed over. */
export interface OpenMerge extends MergeRecord {
  /** The survivor, or the customer that it has been merged into since. */
  readonly currentSurvivorId: string
}

/** So many open merges are told at once; one reply has to cross the object border. */
export const openMergesTogether = 1_000

export interface ReviewRecord extends Review {
  readonly reviewId: string
  readonly openedAtMs: number
}

export interface ResolveReply {
  /** One for each claim, in order. */
  readonly resolutions: readonly Resolution[]
  /** The oldest {@link openMergesTogether} open merges: this batch's and any left by a crash. */
  readonly openMerges: readonly OpenMerge[]
  readonly reviews: readonly ReviewRecord[]
}
