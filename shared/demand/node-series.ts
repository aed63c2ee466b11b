import type { Channel } from '../events/event.ts'
import { type NodeDemand, type NodePlace, nodeKey } from './node-demand.ts'

/** So many bytes hold the head of a usual file of nodes. */
export const nodeHeadBytes = 131_072

const bytesPerNumber = 8
const lengthBytes = 8

/** What a node sold through one of its channels. */
export interface ChannelSeries extends NodeDemand {
  readonly channel: Channel
}

/** What is known of nodes by channel: series of those that sold through several, and by `nodeKey` the channel of those that sold through one. */
export interface NodeChannels {
  readonly only: ReadonlyMap<string, Channel>
  readonly series: readonly ChannelSeries[]
}

interface NodeHead extends NodePlace {
  readonly firstDay: number
  readonly dayCount: number
  /** Of all channels where it is left out. */
  readonly channel?: Channel
  /** The only channel of the node. */
  readonly only?: Channel
}

/** Where in a file the numbers of a node are. */
export interface NodeSection {
  readonly firstDay: number
  readonly offset: number
  readonly byteCount: number
}

/** The same of a node and of its channels, as far as they were kept apart. */
export interface NodeSections {
  readonly whole: NodeSection
  /** The only channel of the node; undefined where it has several, or where nothing is known of channels. */
  readonly only: Channel | undefined
  readonly channels: ReadonlyMap<Channel, NodeSection>
}

/**
 * The nodes without those of a category in a place that share the numbers of their place, because it sells no other: who looks for one of those finds
 * that of the place.
 */
export function toldOnce(nodes: readonly NodeDemand[]): NodeDemand[] {
  const ofPlaces = new Map(
    nodes.filter(({ level }) => level === 'store').map(({ storeId, units }) => [storeId, units]),
  )
  return nodes.filter(({ level, storeId, units }) => {
    const whole = level === 'category-store' ? ofPlaces.get(storeId) : undefined
    return whole === undefined || whole.buffer !== units.buffer || whole.byteOffset !== units.byteOffset
  })
}

/** Daily sales of nodes as one file: its head says which nodes there are, so that one of them, or what it sold through a channel, can be read alone. */
export function encodeNodeSeries(
  ofAll: readonly NodeDemand[],
  { only, series }: NodeChannels = { only: new Map(), series: [] },
): ArrayBuffer {
  const nodes: readonly (NodeDemand & { readonly channel?: Channel })[] = [...ofAll, ...series]
  const heads: NodeHead[] = nodes.map(({ level, storeId, category, region, firstDay, units, channel }) => {
    const place = { level, storeId, category, region }
    const through = channel === undefined ? only.get(nodeKey(place)) : undefined
    return {
      ...{ ...place, firstDay, dayCount: units.length },
      ...(channel !== undefined && { channel }),
      ...(through !== undefined && { only: through }),
    }
  })
  const text = new TextEncoder().encode(JSON.stringify(heads))
  const from = numbersFrom(text.length)
  const numberCount = nodes.reduce((sum, { units }) => sum + 2 * units.length, 0)
  const bytes = new ArrayBuffer(from + numberCount * bytesPerNumber)
  new DataView(bytes).setUint32(0, text.length)
  new Uint8Array(bytes).set(text, lengthBytes)
  const numbers = new Float64Array(bytes, from)
  let filled = 0
  for (const { units, revenueMinor } of nodes) {
    numbers.set(units, filled)
    numbers.set(revenueMinor, filled + units.length)
    filled += 2 * units.length
  }
  return bytes
}

/** How many bytes the head has, from the first eight of a file. */
export function nodeHeadLength(bytes: ArrayBuffer): number {
  return numbersFrom(new DataView(bytes).getUint32(0))
}

/** Where the numbers of a node are, from the head of a file; undefined when the file has no such node. A category that is all its place sells has those of the place. */
export function findNodeSections(head: ArrayBuffer, place: NodePlace): NodeSections | undefined {
  const own = findSections(head, place)
  if (own !== undefined || place.level !== 'category-store') return own
  return findSections(head, { ...place, level: 'store', category: '' })
}

/**
 * The section of what a node sold through a channel: 'all' where it knows no other channel, 'none' where nothing went through this one; undefined where
 * its channels were not kept apart.
 */
export function channelSection(
  { only, channels }: NodeSections,
  wanted: Channel,
): NodeSection | 'all' | 'none' | undefined {
  if (only !== undefined) return only === wanted ? 'all' : 'none'
  return channels.size === 0 ? undefined : (channels.get(wanted) ?? 'none')
}

function findSections(head: ArrayBuffer, place: NodePlace): NodeSections | undefined {
  const textLength = new DataView(head).getUint32(0)
  const heads: NodeHead[] = JSON.parse(
    new TextDecoder().decode(new Uint8Array(head, lengthBytes, textLength)),
  )
  const key = nodeKey(place)
  const channels = new Map<Channel, NodeSection>()
  let found: Pick<NodeSections, 'whole' | 'only'> | undefined
  let offset = numbersFrom(textLength)
  for (const { firstDay, dayCount, channel, only, ...node } of heads) {
    const section: NodeSection = { firstDay, offset, byteCount: 2 * dayCount * bytesPerNumber }
    offset += section.byteCount
    if (nodeKey(node) !== key) continue
    if (channel === undefined) found = { whole: section, only }
    else channels.set(channel, section)
  }
  return found && { ...found, channels }
}

/** The numbers of a node, from its section of a file. */
export function readNodeSection(section: ArrayBuffer): Pick<NodeDemand, 'units' | 'revenueMinor'> {
  const numbers = new Float64Array(section)
  const dayCount = numbers.length / 2
  return { units: numbers.slice(0, dayCount), revenueMinor: numbers.slice(dayCount) }
}

function numbersFrom(textLength: number): number {
  return Math.ceil((lengthBytes + textLength) / bytesPerNumber) * bytesPerNumber
}
