import { describe, expect, it } from 'vitest'
import { type NodeDemand, nodeKey } from '#shared/demand/node-demand.ts'
import {
  channelSection,
  encodeNodeSeries,
  findNodeSections,
  nodeHeadLength,
  readNodeSection,
  toldOnce,
} from '#shared/demand/node-series.ts'

const total: NodeDemand = {
  level: 'total',
  storeId: '',
  category: '',
  region: '',
  firstDay: 20_000,
  units: Float64Array.of(1, 2.5, 0),
  revenueMinor: Float64Array.of(100, 250, 0),
}
const leeds: NodeDemand = {
  ...total,
  level: 'store',
  storeId: 'Käthe’s',
  region: 'Leeds',
  firstDay: 20_002,
  units: Float64Array.of(7),
  revenueMinor: Float64Array.of(700),
}

/** As it is read: the first bytes, then the head, then the node's own bytes. */
function read(file: ArrayBuffer, place: Parameters<typeof findNodeSections>[1]) {
  const head = file.slice(0, nodeHeadLength(file.slice(0, 8)))
  const section = findNodeSections(head, place)?.whole
  if (section === undefined) return undefined
  const bytes = file.slice(section.offset, section.offset + section.byteCount)
  return { firstDay: section.firstDay, ...readNodeSection(bytes) }
}

describe('a file of what nodes sold', () => {
  it('gives back each node alone', () => {
    const file = encodeNodeSeries([total, leeds])
    for (const node of [total, leeds]) {
      const { firstDay, units, revenueMinor } = node
      expect(read(file, node)).toEqual({ firstDay, units, revenueMinor })
    }
  })

  it('finds a node wherever its channels stand in the file', () => {
    const web = { ...leeds, channel: 'web' as const, units: Float64Array.of(3) }
    const pos = { ...leeds, channel: 'pos' as const, units: Float64Array.of(4) }
    const file = encodeNodeSeries([web, total, leeds, pos] as NodeDemand[])
    expect(read(file, leeds)?.units).toEqual(leeds.units)
  })

  it('gives back what a node sold through each of its channels', () => {
    const units = Float64Array.of(1, 0.5, 0)
    const web = { ...total, channel: 'web' as const, units, revenueMinor: Float64Array.of(100, 50, 0) }
    const pos = { ...web, channel: 'pos' as const, units: Float64Array.of(0, 2, 0) }
    const only = new Map([[nodeKey(leeds), 'pos' as const]])
    const file = encodeNodeSeries([total, leeds], { only, series: [web, pos] })
    const through = (place: typeof total, channel: 'web' | 'pos' | 'app') => {
      const sections = findNodeSections(file, place)
      const section = sections && channelSection(sections, channel)
      if (section === undefined || typeof section === 'string') return section
      return [...readNodeSection(file.slice(section.offset, section.offset + section.byteCount)).units]
    }
    expect([through(total, 'web'), through(total, 'pos'), through(total, 'app')]).toEqual([
      [1, 0.5, 0],
      [0, 2, 0],
      'none',
    ])
    expect([through(leeds, 'pos'), through(leeds, 'web')]).toEqual(['all', 'none'])
    expect(read(file, total)?.units).toEqual(total.units)
    // Files of before say nothing of channels.
    const before = findNodeSections(encodeNodeSeries([total]), total)
    expect(before && channelSection(before, 'web')).toBeUndefined()
    expect(before).toMatchObject({ whole: { firstDay: total.firstDay } })
  })

  it('knows none but those that were written', () => {
    expect(read(encodeNodeSeries([total]), leeds)).toBeUndefined()
    expect(read(encodeNodeSeries([]), total)).toBeUndefined()
  })

  it('has a category that is all its place sells under the place alone', () => {
    const same: NodeDemand = { ...leeds, level: 'category-store', category: 'Dairy' }
    const other: NodeDemand = { ...same, category: 'Toys', units: Float64Array.of(2) }
    expect(toldOnce([total, leeds, same])).toEqual([total, leeds])
    expect(toldOnce([total, leeds, other])).toHaveLength(3)
    const file = encodeNodeSeries(toldOnce([total, leeds, same]))
    expect(read(file, same)?.units).toEqual(leeds.units)
    expect(read(file, { ...same, storeId: 'nowhere' })).toBeUndefined()
  })
})
