import { describe, expect, it } from 'vitest'
import { forecastNodes } from '#shared/demand/forecast-nodes.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawGamma, drawPoisson } from './simulated-shop.ts'

const asOfDay = 20_000
const days = 500
const count = 120

function category(name: string, units: Float64Array): NodeDemand {
  const firstDay = asOfDay - units.length + 1
  return { level: 'category', storeId: '', category: name, region: '', firstDay, units, revenueMinor: units }
}

describe('sums', () => {
  it('have intervals that hold about what they promise, at rest and where their level wanders', () => {
    const random = seededRandom(7)
    const all = Array.from({ length: count }, (_, of) => {
      let level = 20 * 30 ** random()
      return Float64Array.from({ length: days + 28 }, (_, day) => {
        if (day % 7 === 0 && of % 2 === 0) level *= Math.exp(0.06 * (random() + random() + random() - 1.5))
        return drawPoisson(level * drawGamma(4, random), random)
      })
    })
    const nodes = all.map((units, of) => category(`c${of}`, units.slice(0, days)))
    const knowledge = learnDemand({ sample: [], nodes, calendar: [], asOfDay })
    const forecasts = forecastNodes(nodes, knowledge)
    const inside = [7, 14, 28].map((dayCount) => {
      const held = forecasts.filter((node, of) => {
        const open = openOutlook(node.outlook, knowledge.basis, node.category, node.demandClass)
        const sold = all[of]?.subarray(days, days + dayCount).reduce((sum, units) => sum + units, 0) ?? 0
        const { lower, upper } = open.interval(0, dayCount, 0.8)
        return sold >= lower && sold <= upper
      })
      return held.length / count
    })
    const mean = inside.reduce((sum, rate) => sum + rate / inside.length, 0)
    expect(mean, inside.join(' ')).toBeGreaterThan(0.75)
    expect(mean, inside.join(' ')).toBeLessThan(0.86)
  })

  it.each([
    ['nothing', []],
    ['one sale', [5]],
    ['zeros', new Array(200).fill(0)],
    ['a spike of a thousand million', Array.from({ length: 200 }, (_, at) => (at === 90 ? 1e9 : 5))],
    ['unknown days', new Array(60).fill(Number.NaN)],
  ])('of %s have a forecast that is a number', (_, units) => {
    const node = category('', Float64Array.from(units))
    const knowledge = learnDemand({ sample: [], nodes: [node], calendar: [], asOfDay })
    const [outlook] = forecastNodes([node], knowledge)
    expect(outlook).toBeDefined()
    for (const value of [
      ...(outlook?.outlook.blocks ?? []),
      ...(outlook?.outlook.scales ?? []),
      ...(outlook?.errors ?? []),
    ]) {
      expect(Number.isFinite(value)).toBe(true)
    }
  })
})
