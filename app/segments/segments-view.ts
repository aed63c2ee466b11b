import type { ListSegmentMovementsQuery, SegmentView } from '#shared/contracts/segments.ts'

export type SegmentKind = SegmentView['kind']

/** The kinds of segments as the screen calls them, the one it starts with first. */
export const segmentKindNames: Readonly<Record<SegmentKind, string>> = {
  rfm: 'By buying',
  segment: 'Found by the model',
}
export const segmentKinds = Object.keys(segmentKindNames) as SegmentKind[]

/** How each kind comes about. */
export const segmentKindMeanings: Readonly<Record<SegmentKind, string>> = {
  rfm: 'By how lately, how often and for how much people bought, each compared with all other customers of this shop.',
  segment: 'Groups that a model found by itself, by what people who behave alike have in common.',
}

/** Which kind an address asks for. */
export function parseSegmentKind(params: URLSearchParams): SegmentKind {
  return segmentKinds.find((kind) => kind === params.get('kind')) ?? 'rfm'
}

/** What the list of movements shows: all of it stands in the address. */
export interface MovementsView {
  readonly kind: SegmentKind
  /** Moved into or out of it. */
  readonly segment: string | undefined
  readonly cursor: string | undefined
}

const pageSize = 50

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseMovementsView(params: URLSearchParams): MovementsView {
  return {
    kind: parseSegmentKind(params),
    segment: params.get('segment')?.trim().slice(0, 100) || undefined,
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of the segments of a kind. */
export function segmentsAddress(kind: SegmentKind): string {
  return kind === 'rfm' ? '/segments' : `/segments?kind=${kind}`
}

/** The address of a view of the movements; what is as usual is left out. */
export function movementsAddress({ kind, segment, cursor }: Partial<MovementsView>): string {
  const params = new URLSearchParams()
  if (kind !== undefined && kind !== 'rfm') params.set('kind', kind)
  if (segment !== undefined) params.set('segment', segment)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/segments/movements' : `/segments/movements?${params}`
}

/** What to ask the API for. */
export function movementsQuery({ kind, segment, cursor }: MovementsView): ListSegmentMovementsQuery {
  return {
    kind,
    limit: pageSize,
    ...(segment === undefined ? {} : { segment }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
