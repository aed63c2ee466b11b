import type { SegmentMovementView, SegmentView } from '../../contracts/segments.ts'
import type { SegmentFigures } from '../../database/segments.ts'
import type { SegmentMovementRow } from '../../database/tables/predictions.ts'
import { dayMs, toIso } from '../../kernel/time.ts'
import { rfmSegmentMeanings, rfmSegments, rfmSegmentTitles } from '../rfm/rfm-segments.ts'

/** How many customers went from one segment to another; `from` null: it was their first. */
export interface SegmentFlow {
  readonly kind: SegmentMovementRow['kind']
  readonly from: string | null
  readonly to: string
  readonly customerCount: number
}

export interface KnownSegments {
  readonly figures: readonly SegmentFigures[]
  readonly flows: readonly SegmentFlow[]
  /** What the segments that a model found are like, by name. */
  readonly foundMeanings: ReadonlyMap<string, string>
  readonly currency: string
  readonly nowMs: number
}

/** All named segments in their order, also those without customers, and then the found ones, largest first. */
export function segmentViews(known: KnownSegments): SegmentView[] {
  const { figures, foundMeanings } = known
  if (figures.length === 0) return []
  const ofKind = (kind: SegmentFigures['kind']) => figures.filter((each) => each.kind === kind)
  const named = rfmSegments.map((segment) => {
    const title = rfmSegmentTitles[segment]
    return { name: title, meaning: rfmSegmentMeanings[segment] }
  })
  const found = ofKind('segment').sort((left, right) => right.customerCount - left.customerCount)
  return [
    ...(ofKind('rfm').length === 0 ? [] : named).map(({ name, meaning }) =>
      segmentView(known, 'rfm', name, meaning),
    ),
    ...found.map(({ name }) => segmentView(known, 'segment', name, foundMeanings.get(name) ?? '')),
  ]
}

function segmentView(
  { figures, flows, currency, nowMs }: KnownSegments,
  kind: SegmentFigures['kind'],
  name: string,
  description: string,
): SegmentView {
  const ofKind = figures.filter((each) => each.kind === kind)
  const total = ofKind.reduce((sum, { customerCount }) => sum + customerCount, 0)
  const own = ofKind.find((each) => each.name === name)
  const flowsOfKind = flows.filter((flow) => flow.kind === kind)
  const count = (chosen: readonly SegmentFlow[]) =>
    chosen.reduce((sum, { customerCount }) => sum + customerCount, 0)
  return {
    kind,
    name,
    description,
    customerCount: own?.customerCount ?? 0,
    shareRate: total === 0 ? 0 : (own?.customerCount ?? 0) / total,
    revenue: { amountMinor: own?.revenueMinor ?? 0, currency },
    averageRecencyDays: own?.averageLastAt == null ? null : Math.max(0, nowMs - own.averageLastAt) / dayMs,
    averageOrderCount: own?.averageOrderCount ?? null,
    enteredCount: count(flowsOfKind.filter(({ to }) => to === name)),
    leftCount: count(flowsOfKind.filter(({ from }) => from === name)),
    modelVersion: own?.modelVersion ?? null,
  }
}

export function segmentMovementView(
  row: SegmentMovementRow & { readonly displayName: string },
): SegmentMovementView {
  const { tenantId: _, movementId: __, isPublished: ___, movedAt, ...same } = row
  return { ...same, timestamp: toIso(movedAt) }
}
