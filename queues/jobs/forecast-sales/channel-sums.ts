import type { NodeDemand, NodePlace } from '#shared/demand/node-demand.ts'
import { nodeKey } from '#shared/demand/node-demand.ts'
import type { ChannelSeries } from '#shared/demand/node-series.ts'
import { type Channel, channels } from '#shared/events/event.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { type NodeSums, placesOf } from './node-sums.ts'

/** By place: the channel that most of its sample went through. */
export type UsualChannels = Readonly<Record<string, Channel>>

/** So many series of a node and a channel are kept at most, 17 KB each. */
const mostSeries = 1_000
/** Beyond so many pairs of a category and a place with an unusual channel, 17 KB each, channels are not told apart any more. */
export const mostUnusualPairs = 600
/** The largest nodes are those that sold most in a year. */
const yearDays = 364

/** The channel through which each place sold most of some items. */
export function usualChannels(items: readonly ItemSales[]): UsualChannels {
  const units = new Map<string, Map<Channel, number>>()
  for (const { storeId, channel, units: sold } of items.flatMap(({ series }) => series)) {
    const ofPlace = units.get(storeId) ?? new Map<Channel, number>()
    units.set(storeId, ofPlace)
    ofPlace.set(
      channel,
      sold.reduce((sum, count) => sum + Math.max(0, count), ofPlace.get(channel) ?? 0),
    )
  }
  const most = [...units].map(([storeId, ofPlace]): [string, Channel] => {
    const [first] = [...ofPlace].sort(([one, ofOne], [other, ofOther]) => {
      return ofOther - ofOne || (one < other ? -1 : 1)
    })
    return [storeId, first?.[0] ?? 'other']
  })
  return Object.fromEntries(most)
}

/** The channel of a place of which nothing was in the sample. */
function usualOf(usual: UsualChannels, storeId: string): Channel {
  return (Object.hasOwn(usual, storeId) ? usual[storeId] : undefined) ?? (storeId === '' ? 'web' : 'pos')
}

/**
 * Of an item, what did not go through the usual channel of its place, each channel as a place of its own. Sums of that beside the sums of everything say
 * what went through any channel, and take no room where a place has only one.
 */
export function unusualSales({ item, series }: ItemSales, usual: UsualChannels): ItemSales | null {
  const others = series.filter(({ storeId, channel }) => channel !== usualOf(usual, storeId))
  if (others.length === 0) return null
  return {
    item,
    series: others.map((each) => ({ ...each, storeId: channelPlace(each.storeId, each.channel) })),
  }
}

function channelPlace(storeId: string, channel: Channel): string {
  return `${channel} ${storeId}`
}

function readChannelPlace(place: string): { storeId: string; channel: Channel } {
  const end = place.indexOf(' ')
  const channel = channels.find((each) => each === place.slice(0, end)) ?? 'other'
  return { storeId: place.slice(end + 1), channel }
}

interface Part {
  readonly storeId: string
  readonly category: string
  readonly channel: Channel
  /** 1: added; -1: taken off, as it went through another. */
  readonly sign: 1 | -1
  readonly units: Float64Array
  readonly revenueMinor: Float64Array
}

/**
 * What nodes sold through each channel: of nodes that sold through several, a series each; of those that sold through one, its name alone. Where there
 * are too many series, all items, regions and categories come first, then what sold most. Days that are missing in a node are missing here, and slips of the pen that were
 * lowered in a node are lowered here.
 */
export function channelSeries(
  nodes: readonly NodeDemand[],
  sums: NodeSums,
  unusual: NodeSums,
  usual: UsualChannels,
  regionOf: (storeId: string) => string,
): { readonly only: ReadonlyMap<string, Channel>; readonly series: ChannelSeries[] } {
  const parts = [...partsOf(sums, unusual, usual)]
  const channelsOf = new Map<string, Set<Channel>>()
  const nodesOf = ({ storeId, category }: Part): NodePlace[] => placesOf(storeId, category, regionOf(storeId))
  for (const part of parts) {
    if (part.sign < 0) continue
    for (const place of nodesOf(part)) {
      const key = nodeKey(place)
      channelsOf.set(key, (channelsOf.get(key) ?? new Set()).add(part.channel))
    }
  }
  const only = new Map<string, Channel>()
  const made = new Map<string, Map<Channel, ChannelSeries>>()
  let count = 0
  for (const node of largestFirst(nodes)) {
    const key = nodeKey(node)
    const names = [...(channelsOf.get(key) ?? [])].sort()
    const [first] = names
    if (names.length === 1 && first !== undefined) only.set(key, first)
    if (names.length < 2 || count + names.length > mostSeries) continue
    count += names.length
    made.set(key, new Map(names.map((channel) => [channel, emptySeries(node, channel)])))
  }
  for (const part of parts) {
    for (const place of nodesOf(part)) {
      const series = made.get(nodeKey(place))?.get(part.channel)
      if (series !== undefined) addPart(series, part)
    }
  }
  for (const node of nodes) {
    const ofNode = made.get(nodeKey(node))
    if (ofNode !== undefined) withinNode([...ofNode.values()], node)
  }
  return { only, series: [...made.values()].flatMap((ofNode) => [...ofNode.values()]) }
}

const broadLevels: readonly string[] = ['total', 'region', 'category']

/** All items, regions and categories as they come; then places, and categories in places, by the units of their last year. */
function largestFirst(nodes: readonly NodeDemand[]): NodeDemand[] {
  const isBroad = ({ level }: NodeDemand) => broadLevels.includes(level)
  const others = nodes.filter((node) => !isBroad(node)).map((node) => ({ node, units: yearUnits(node) }))
  others.sort((one, other) => other.units - one.units)
  return [...nodes.filter(isBroad), ...others.map(({ node }) => node)]
}

/** Days that are missing do not count. */
function yearUnits({ units }: NodeDemand): number {
  return units.subarray(-yearDays).reduce((sum, sold) => (sold > 0 ? sum + sold : sum), 0)
}

function* partsOf(sums: NodeSums, unusual: NodeSums, usual: UsualChannels): Generator<Part> {
  for (const { storeId, category, ...sold } of sums.pairs()) {
    yield { storeId, category, channel: usualOf(usual, storeId), sign: 1, ...sold }
  }
  for (const { storeId: place, category, ...sold } of unusual.pairs()) {
    const { storeId, channel } = readChannelPlace(place)
    yield { storeId, category, channel, sign: 1, ...sold }
    yield { storeId, category, channel: usualOf(usual, storeId), sign: -1, ...sold }
  }
}

function emptySeries(node: NodeDemand, channel: Channel): ChannelSeries {
  const units = node.units.map((sold) => (Number.isNaN(sold) ? Number.NaN : 0))
  return { ...node, channel, units, revenueMinor: new Float64Array(units.length) }
}

/** Both end on the same day. */
function addPart(series: ChannelSeries, { sign, units, revenueMinor }: Part): void {
  const from = units.length - series.units.length
  for (let at = 0; at < series.units.length; at += 1) {
    series.units[at] = (series.units[at] ?? 0) + sign * (units[from + at] ?? 0)
    series.revenueMinor[at] = (series.revenueMinor[at] ?? 0) + sign * (revenueMinor[from + at] ?? 0)
  }
}

/** The channels of a node come to no more than the node on any day: slips were taken from it, and each channel had its share of them. */
function withinNode(series: readonly ChannelSeries[], node: NodeDemand): void {
  for (const what of ['units', 'revenueMinor'] as const) {
    for (const [at, most] of node[what].entries()) {
      const sum = series.reduce((before, one) => before + (one[what][at] ?? 0), 0)
      if (!(sum > most)) continue
      for (const one of series) one[what][at] = ((one[what][at] ?? 0) * most) / sum
    }
  }
}
