import { newestSegments } from '#shared/identity/dry-run/newest-segments.ts'
import { RecordedClaims } from '#shared/identity/dry-run/recorded-claims.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { listObjects } from '../list-objects.ts'

/** A Worker reads six objects at once; more would only wait. */
const segmentsAtOnce = 6

export interface RecordedClaimsLimits {
  readonly mostEvents: number
  readonly mostSegments: number
}

/**
 * What identity needs to know of a tenant's recorded events, in the order in which they were received. When there are
 * more than the limits allow, about the newest are read, and `isComplete` is false.
 */
export async function readRecordedClaims(
  { ARCHIVE: archive }: Pick<Env, 'ARCHIVE'>,
  tenant: Tenant,
  { mostEvents, mostSegments }: RecordedClaimsLimits,
): Promise<{ claims: IdentityClaim[]; isComplete: boolean }> {
  const recorded = new RecordedClaims({ defaultCountry: tenant.country, ownPhones: tenant.ownPhones })
  let segmentCount = 0
  let isComplete = true
  const days = await listDays(archive, `events/${tenant.tenantId}/`)
  for (const day of days.sort().reverse()) {
    const keys = newestSegments(await listObjects(archive, day))
    for (let from = 0; from < keys.length; from += segmentsAtOnce) {
      if (recorded.takenCount >= mostEvents || segmentCount >= mostSegments) {
        isComplete = false
        break
      }
      const together = keys.slice(from, from + segmentsAtOnce)
      await Promise.all(together.map((key) => readSegment(archive, key, recorded)))
      segmentCount += together.length
    }
    if (!isComplete) break
  }
  const claims = recorded.inOrder()
  const isWhole = isComplete && claims.length <= mostEvents && recorded.unreadableCount === 0
  return { claims: claims.slice(-mostEvents), isComplete: isWhole }
}

/** The prefixes of the days there are segments of. */
async function listDays(archive: R2Bucket, prefix: string): Promise<string[]> {
  const days: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await archive.list({ prefix, delimiter: '/', ...(cursor !== undefined && { cursor }) })
    days.push(...page.delimitedPrefixes)
    if (!page.truncated) return days
    cursor = page.cursor
  }
}

/** Line by line as it arrives: six whole segments would fill much of a Worker's memory. */
async function readSegment(archive: R2Bucket, key: string, recorded: RecordedClaims): Promise<void> {
  const segment = await archive.get(key)
  // It may have been rewritten under another name since it was listed.
  if (segment === null) return
  let rest = ''
  for await (const text of segment.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) recorded.add(line)
  }
  if (rest !== '') recorded.add(rest)
}
