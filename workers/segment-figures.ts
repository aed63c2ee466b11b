import { drizzle } from 'drizzle-orm/d1'
import { countCustomers, hasMoreCustomers } from '#shared/database/count-customers.ts'
import {
  customerCountOf,
  keepSegmentSums,
  readSegmentSums,
  type SegmentSum,
  segmentFigures,
  segmentNames,
  sumOfAll,
  sumSegment,
} from '#shared/database/segment-figures.ts'
import type { SegmentFigures } from '#shared/database/segments.ts'
import type { SegmentFigureRow } from '#shared/database/tables/predictions.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { isProfiledSilently } from '#shared/privacy/is-profiled-silently.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { runStatements } from './run-statements.ts'

/** Up to so many customers they are added up for every reader. */
const quickCustomerCount = 4_000
/** Purchases change them all the time: figures older than this are made anew, behind the reader. */
const freshMs = 5 * minuteMs
/** Beside a list, whose rows are those of now, older ones do not stand. */
const besideListMs = 15 * minuteMs
/** When this Worker last asked for a tenant's figures to be made anew. Whoever comes soon after need not ask again. */
const askedAtMs = new Map<string, number>()
const askedAgainAfterMs = minuteMs

/**
 * The figures of every segment that has customers, and how many customers there are in all. With many customers they are those that
 * were kept, as they stood some minutes ago; whoever reads old ones then has them made anew for the next. Whether those who said nothing
 * are among them is as the shop has it now.
 */
export async function readSegmentFigures(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  tenant: Tenant,
  nowMs: number,
): Promise<{ figures: SegmentFigures[]; customerCount: number }> {
  const { tenantId } = tenant
  const sums = await readSums(env, tenantId, nowMs)
  return {
    figures: segmentFigures(sums, isProfiledSilently(tenant)),
    customerCount: customerCountOf(sums),
  }
}

async function readSums(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  tenantId: string,
  nowMs: number,
): Promise<readonly SegmentSum[]> {
  if (!(await hasMoreCustomers(drizzle(env.DB), tenantId, quickCustomerCount)))
    return addUp(env, tenantId, nowMs)
  const kept = await keptSums(env, tenantId, nowMs)
  return kept.length > 0 ? kept : countSegments(env, tenantId, nowMs)
}

/**
 * How many customers of a segment may be profiled, as it stood some minutes ago, at most a quarter of an hour; null where that is not known:
 * with few customers, when nobody has read the figures for a while, and for a segment that nobody was in by then.
 */
export async function keptSegmentCount(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  tenant: Tenant,
  name: string,
  nowMs: number,
): Promise<number | null> {
  const { tenantId } = tenant
  if (!(await hasMoreCustomers(drizzle(env.DB), tenantId, quickCustomerCount))) return null
  const kept = await keptSums(env, tenantId, nowMs)
  if (nowMs - (kept[0]?.countedAt ?? 0) > besideListMs) return null
  const figures = segmentFigures(kept, isProfiledSilently(tenant))
  return figures.find((figure) => figure.name === name)?.customerCount ?? null
}

/** The sums that are kept; has old ones made anew, if that can be asked for. */
async function keptSums(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  tenantId: string,
  nowMs: number,
): Promise<readonly SegmentFigureRow[]> {
  const kept = await readSegmentSums(drizzle(env.DB), tenantId)
  const countedAt = kept[0]?.countedAt ?? nowMs
  const isAsked = nowMs - (askedAtMs.get(tenantId) ?? 0) < askedAgainAfterMs
  if (nowMs - countedAt > freshMs && !isAsked) {
    askedAtMs.set(tenantId, nowMs)
    try {
      await env.JOBS_QUEUE.send({ version: 1, kind: 'count-segments', tenantId })
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: the reader has an answer, and the next one asks again
      console.warn(JSON.stringify({ level: 'warn', segments: tenantId, ...errorReport(error) }))
    }
  }
  return kept
}

/** Makes the kept figures of a tenant anew, if it is one of whom they are kept. */
export async function renewSegmentFigures(
  env: Pick<Env, 'DB'>,
  tenantId: string,
  nowMs: number,
): Promise<void> {
  if (await hasMoreCustomers(drizzle(env.DB), tenantId, quickCustomerCount))
    await countSegments(env, tenantId, nowMs)
}

async function countSegments(env: Pick<Env, 'DB'>, tenantId: string, nowMs: number): Promise<SegmentSum[]> {
  const sums = await addUp(env, tenantId, nowMs)
  await runStatements(env.DB, keepSegmentSums(tenantId, sums, nowMs))
  return sums
}

/** One segment after the other, so that nobody waits for more than one. */
async function addUp(env: Pick<Env, 'DB'>, tenantId: string, nowMs: number): Promise<SegmentSum[]> {
  const [names] = await runStatements<Pick<SegmentSum, 'kind' | 'name'>>(env.DB, [segmentNames(tenantId)])
  const sums: SegmentSum[] = [sumOfAll(await countCustomers(drizzle(env.DB), tenantId))]
  for (const name of names?.results ?? []) {
    const [found] = await runStatements<SegmentSum>(env.DB, [sumSegment(tenantId, name, nowMs)])
    sums.push(...(found?.results ?? []))
  }
  return sums
}
