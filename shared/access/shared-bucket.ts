import { type Bucket, type BucketAnswer, type BucketRule, takeToken } from './token-bucket.ts'

/**
 * A bucket that several counters take from, each on its own at once, without asking. Each reports now and then to one that
 * adds up what all took, and goes on with what that one says is left. What was taken too much meanwhile is owed: it has to
 * flow in before anybody gets through again. So over any stretch no more gets through than the rule allows, and one slice for
 * each counter besides.
 */
export interface SharedCount {
  readonly bucket: Bucket
  /** What was taken here since the last report. */
  readonly unreported: number
  /** When the last report was sent. */
  readonly reportedAtMs: number
}

/** A report is due after this share of the bucket was taken, or after so long. */
const sliceShare = 0.05
const longestSilenceMs = 1_000

/** What may be taken without a report, in calls. */
export function sliceOf({ capacity }: BucketRule): number {
  return Math.max(1, Math.floor(capacity * sliceShare))
}

/** Takes one here. A name that nobody has counted before is reported at once, since others may have. */
export function takeShared(
  before: SharedCount | undefined,
  rule: BucketRule,
  nowMs: number,
): { count: SharedCount; answer: BucketAnswer; isReportDue: boolean } {
  const answer = takeToken(before?.bucket, rule, nowMs)
  const unreported = (before?.unreported ?? 0) + (answer.isAllowed ? 1 : 0)
  const reportedAtMs = before?.reportedAtMs ?? Number.NEGATIVE_INFINITY
  const isReportDue =
    unreported > 0 && (unreported >= sliceOf(rule) || nowMs - reportedAtMs >= longestSilenceMs)
  return { count: { bucket: answer.bucket, unreported, reportedAtMs }, answer, isReportDue }
}

/** The count after `reported` were sent off. */
export function reportSent(count: SharedCount, reported: number, nowMs: number): SharedCount {
  return { ...count, unreported: count.unreported - reported, reportedAtMs: nowMs }
}

/** The count after the answer came how many are left for all; less than none when too many were taken. */
export function reportAnswered(count: SharedCount, tokensLeft: number, nowMs: number): SharedCount {
  return { ...count, bucket: { tokens: tokensLeft - count.unreported, atMs: nowMs } }
}

/**
 * Adds up what one counter took. One that has just begun, or has begun again, believes the reporter of what is left: it is
 * the best anybody knows. Nobody comes to owe more than a whole bucket.
 */
export function addReport(
  before: Bucket | undefined,
  report: { readonly taken: number; readonly tokensLeft: number },
  rule: BucketRule,
  nowMs: number,
): Bucket {
  const { capacity, perSecond } = rule
  if (before === undefined) return { tokens: Math.min(capacity, report.tokensLeft), atMs: nowMs }
  const elapsedMs = Math.max(0, nowMs - before.atMs)
  const filled = Math.min(capacity, before.tokens + (elapsedMs / 1000) * perSecond)
  return { tokens: Math.max(-capacity, filled - report.taken), atMs: Math.max(nowMs, before.atMs) }
}
