import { type NodeDemand, type NodePlace, nodeKey } from './node-demand.ts'

/** So many bytes hold the head of a usual file of nodes. */
export const nodeHeadBytes = 131_072

const bytesPerNumber = 8
const lengthBytes = 8

interface NodeHead extends NodePlace {
  readonly firstDay: number
  readonly dayCount: number
}

/** Where in a file the numbers of a node are. */
export interface NodeSection {
  readonly firstDay: number
  readonly offset: number
  readonly byteCount: number
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

/** Daily sales of nodes as one file: its head says which nodes there are, so that one of them can be read alone. */
export function encodeNodeSeries(nodes: readonly NodeDemand[]): ArrayBuffer {
  const heads: NodeHead[] = nodes.map(({ level, storeId, category, region, firstDay, units }) => {
    return { level, storeId, category, region, firstDay, dayCount: units.length }
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
export function findNodeSection(head: ArrayBuffer, place: NodePlace): NodeSection | undefined {
  const own = findSection(head, place)
  if (own !== undefined || place.level !== 'category-store') return own
  return findSection(head, { ...place, level: 'store', category: '' })
}

function findSection(head: ArrayBuffer, place: NodePlace): NodeSection | undefined {
  const textLength = new DataView(head).getUint32(0)
  const heads: NodeHead[] = JSON.parse(
    new TextDecoder().decode(new Uint8Array(head, lengthBytes, textLength)),
  )
  const key = nodeKey(place)
  let offset = numbersFrom(textLength)
  for (const node of heads) {
    const byteCount = 2 * node.dayCount * bytesPerNumber
    if (nodeKey(node) === key) return { firstDay: node.firstDay, offset, byteCount }
    offset += byteCount
  }
  return undefined
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
