import * as z from 'zod'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import { unreadableAnswer } from '../../backfill-failure.ts'
import { readVendorAnswer } from '../../read-vendor-answer.ts'
import { lightspeedMomentSchema } from '../moment.ts'
import type { LightspeedRecord, LightspeedRecordKind } from '../parse.ts'

type Page = Result<BackfillPage<LightspeedRecord>, BackfillFailure>

interface Resource {
  readonly kind: LightspeedRecordKind
  /** Whether its records say when they changed. */
  readonly isDated: boolean
}

const resources: ReadonlyMap<string, Resource> = new Map([
  ['outlets', { kind: 'outlet', isDated: false }],
  ['products', { kind: 'product', isDated: true }],
  ['customers', { kind: 'customer', isDated: true }],
  ['sales', { kind: 'sale', isDated: true }],
  ['inventory', { kind: 'inventory', isDated: false }],
] as const)

/** Places, products and people first, so that sales and counts find them. */
export const lightspeedResources = [...resources.keys()]

const pageSize = 200
/** Beyond every version there will be: they grew by some 2^34 in eight years. */
const highestVersion = 2 ** 42
/** A page is read step by step, so that one step makes few calls. */
const maxProbes = 12

const answerSchema = z.object({
  data: z.array(z.unknown()),
  version: z.object({ max: z.int().nullish() }).nullish(),
})
type Answer = z.infer<typeof answerSchema>

/** Where the reading is: after a version, or still looking for the version of a moment between two. */
const cursorSchema = z.union([
  z.object({ after: z.int() }),
  z.object({ isBefore: z.int(), isNotBefore: z.int() }),
])
type Cursor = z.infer<typeof cursorSchema>

/**
 * One page of what a retailer has. Every list is ordered by version, a number that grows with each change of anything;
 * none can be asked for what changed since a moment. That version is therefore looked for by halving, with a page of
 * one record for each look. Stock says no times and is read as a whole or not at all.
 */
export async function readLightspeedPage(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Page> {
  const found = resources.get(resource)
  if (found === undefined) return fail(unreadableAnswer(`Lightspeed has no ${resource}`))
  if (changedSinceMs !== null && found.kind === 'inventory') return succeed({ records: [], nextCursor: null })
  const place = placeOf(cursor, found.isDated && changedSinceMs !== null)
  if (place === undefined) return fail(unreadableAnswer('the place in the list cannot be read'))
  if (!('after' in place)) return lookFor(resource, place, changedSinceMs ?? 0, call)

  const answer = await ask(resource, place.after, pageSize, call)
  if (!answer.ok) return answer
  const { data, version } = answer.value
  const records = data.map((fields): LightspeedRecord => ({ kind: found.kind, fields }))
  const last = version?.max ?? undefined
  // A list without new versions would be read for ever.
  const isOver = data.length === 0 || last === undefined || last <= place.after
  return succeed({ records, nextCursor: isOver ? null : JSON.stringify({ after: last }) })
}

function placeOf(cursor: string | null, isLooking: boolean): Cursor | undefined {
  if (cursor === null) return isLooking ? { isBefore: -1, isNotBefore: highestVersion } : { after: 0 }
  try {
    return cursorSchema.parse(JSON.parse(cursor))
  } catch {
    return undefined
  }
}

/**
 * Halves the versions between one whose next record is older than the moment and one whose next record is not: the
 * reading begins after the latter.
 */
async function lookFor(
  resource: string,
  { isBefore, isNotBefore }: Extract<Cursor, { isBefore: number }>,
  sinceMs: number,
  call: VendorCall,
): Promise<Page> {
  let [low, high] = [isBefore, isNotBefore]
  for (let probe = 0; probe < maxProbes && high - low > 1; probe += 1) {
    const middle = Math.floor((low + high) / 2)
    const answer = await ask(resource, middle, 1, call)
    if (!answer.ok) return answer
    const [next] = answer.value.data
    const isOlder = next !== undefined && changedAtOf(next) < sinceMs
    if (isOlder) low = middle
    else high = middle
  }
  const place: Cursor = high - low > 1 ? { isBefore: low, isNotBefore: high } : { after: high }
  return succeed({ records: [], nextCursor: JSON.stringify(place) })
}

/** A record without a time is taken for new: reading too much is harmless. */
function changedAtOf(record: unknown): number {
  const dated = z.object({ updated_at: lightspeedMomentSchema }).safeParse(record)
  return dated.success ? dated.data.updated_at : Number.POSITIVE_INFINITY
}

async function ask(
  resource: string,
  after: number,
  size: number,
  call: VendorCall,
): Promise<Result<Answer, BackfillFailure>> {
  const path = `/${resource}?after=${after}&page_size=${size}&deleted=true`
  const response = await call({ method: 'GET', path, headers: {}, body: null })
  return readVendorAnswer(response, answerSchema)
}
