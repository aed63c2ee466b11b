import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs, toIso } from '#shared/kernel/time.ts'
import { catalogue } from './catalogue.ts'
import { drawBetween } from './draw.ts'
import type { Purchase } from './occasion.ts'
import type { Life } from './story.ts'
import { storeOf, stores } from './till-calls.ts'

const lookBackDays = 28
const emptyRate = 0.04
const neverSoldUnits = 6
const leastCoverDays = 3
const mostCoverDays = 75

/**
 * What lies on the shelves of each store, and in the web shop's own store room (no store), when the calendar ends: a CSV with a row for each item in each place. Most last for days or
 * weeks as they sold of late, a few are gone.
 */
export function stockFile(lives: readonly Life[], nowMs: number, random: RandomSource): string {
  const sold = unitsSold(lives, nowMs - lookBackDays * dayMs)
  const rows = catalogue.flatMap(({ sku }) =>
    ['', ...stores].map((store) => {
      const lately = sold.get(`${store} ${sku}`)
      const coverDays = drawBetween(leastCoverDays, mostCoverDays, random)
      const isGone = random() < emptyRate
      const units = lately === undefined ? neverSoldUnits : Math.ceil((lately / lookBackDays) * coverDays)
      return `${sku},${store},${isGone ? 0 : units},${toIso(nowMs)}\r\n`
    }),
  )
  return ['SKU,Store,Available,Counted at\r\n', ...rows].join('')
}

function unitsSold(lives: readonly Life[], fromMs: number): Map<string, number> {
  const sold = new Map<string, number>()
  for (const { person, occasions } of lives) {
    const purchases = occasions.filter((occasion): occasion is Purchase => occasion.kind === 'purchase')
    for (const { atMs, channel, lines } of purchases) {
      if (atMs < fromMs) continue
      const store = channel === 'pos' ? storeOf(person) : ''
      for (const { product, quantity } of lines) {
        const place = `${store} ${product.sku}`
        sold.set(place, (sold.get(place) ?? 0) + quantity)
      }
    }
  }
  return sold
}
