import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayText } from '#shared/sales/day-number.ts'
import {
  nextSalesFileWork,
  type SalesDay,
  type SalesFileSizes,
  usualFileSizes,
} from '#shared/sales/plan-sales-files.ts'

const seed = 20261122

interface PlannedFile {
  fileKey: string
  fromDay: number
  toDay: number
  dayMarks: Record<string, string>
  saleCount: number
}

/** A day with so many sales. */
interface CountedDay extends SalesDay {
  readonly saleCount: number
}

/** Files that hold nothing but counts, and what was written of them. */
class PlannedFiles {
  files: PlannedFile[] = []
  writtenSales = 0
  readOrders = 0
  #keyCount = 0

  /** Does what is planned until nothing is left to do; how many files that wrote. */
  settle(
    days: readonly CountedDay[],
    fromDay: number,
    toDay: number,
    sizes: SalesFileSizes = usualFileSizes,
  ): void {
    const byDay = new Map(days.map((day) => [day.day, day]))
    const counts = new Map<string, number>()
    for (let round = 0; ; round += 1) {
      if (round > 10_000) throw new Error('the plan never ends')
      const work = nextSalesFileWork(this.files, days, fromDay, toDay, sizes)
      if (work === null) return
      for (const day of work.readDays) this.readOrders += byDay.get(day)?.orderCount ?? 0
      const kept = this.files.filter(({ fileKey }) => !work.replaced.includes(fileKey))
      let open: PlannedFile | null = null
      for (const day of [...work.copiedDays, ...work.readDays].sort((left, right) => left - right)) {
        const saleCount = byDay.get(day)?.saleCount ?? counts.get(dayText(day)) ?? 0
        this.writtenSales += saleCount
        if (open === null || open.saleCount + saleCount > sizes.mostSales) {
          this.#keyCount += 1
          open = { fileKey: `file-${this.#keyCount}`, fromDay: day, toDay: day, dayMarks: {}, saleCount: 0 }
          kept.push(open)
        }
        open.toDay = day
        open.dayMarks[dayText(day)] = work.dayMarks[dayText(day)] ?? ''
        open.saleCount += saleCount
      }
      this.files = kept
    }
  }
}

function expectRight({ files }: PlannedFiles, days: readonly SalesDay[]): void {
  const held = files.flatMap(({ dayMarks }) => Object.entries(dayMarks)).sort()
  expect(held).toEqual(days.map(({ day, mark }) => [dayText(day), mark]))
  const rising = [...files].sort((left, right) => left.fromDay - right.fromDay)
  for (const [place, { fromDay, toDay, dayMarks }] of rising.entries()) {
    expect(fromDay).toBeGreaterThan(rising[place - 1]?.toDay ?? -1)
    const own = Object.keys(dayMarks).sort()
    expect([own[0], own.at(-1)]).toEqual([dayText(fromDay), dayText(toDay)])
  }
}

const sizes: SalesFileSizes = { mostSales: 100, fewSales: 10, mostOrders: 30, fewOrders: 5 }
const someDays = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: 20_000, max: 20_100 }),
      mark: fc.constantFrom('a', 'b'),
      saleCount: fc.nat(60),
    }),
    { selector: ({ day }) => day, maxLength: 60 },
  )
  .map((days) =>
    days
      .map((day) => ({ ...day, orderCount: Math.ceil(day.saleCount / 3) }))
      .sort((left, right) => left.day - right.day),
  )

describe('the plan of sales files', () => {
  it(`ends with just the days that are wanted, each once, whatever was there before (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(someDays, { minLength: 1, maxLength: 5 }), (history) => {
        const world = new PlannedFiles()
        for (const days of history) {
          world.settle(days, 20_000, 20_100, sizes)
          expectRight(world, days)
        }
      }),
      { seed, numRuns: 100 },
    )
  })

  it('reads a day again only when its mark is another', () => {
    const world = new PlannedFiles()
    const days = Array.from({ length: 90 }, (_, place) => ({
      day: 20_000 + place,
      mark: 'a',
      orderCount: 5,
      saleCount: 9,
    }))
    world.settle(days, 20_000, 20_089, sizes)
    expect(world.readOrders).toBe(450)
    const changed = days.map((day) =>
      day.day === 20_010 || day.day === 20_080 ? { ...day, mark: 'b' } : day,
    )
    world.settle(changed, 20_000, 20_089, sizes)
    expect(world.readOrders).toBe(460)
  })

  it('leaves days before the first that matters where they are, and drops files that have no other', () => {
    const world = new PlannedFiles()
    const days = Array.from({ length: 60 }, (_, place) => ({
      day: 20_000 + place,
      mark: 'a',
      orderCount: 20,
      saleCount: 50,
    }))
    world.settle(days, 20_000, 20_059, sizes)
    const before = world.writtenSales
    for (let gone = 1; gone < 40; gone += 1) {
      world.settle(days.slice(gone), 20_000 + gone, 20_059, sizes)
      expect(world.writtenSales).toBe(before)
    }
    expect(Math.min(...world.files.map(({ toDay }) => toDay))).toBe(20_039)
  })

  it.each([
    ['a small shop', 20, 2, 20_000, 50_000],
    ['a shop', 2_000, 10, 60_000, 1_000_000],
    ['a large shop', 30_000, 30, 300_000, 1_500_000],
  ])(
    'of %s keeps files few, and writes little each night',
    (_, salesADay, mostFiles, usualSales, mostSales) => {
      const world = new PlannedFiles()
      const days: CountedDay[] = []
      const nights: number[] = []
      for (let night = 0; night < nightCount; night += 1) {
        const toDay = 20_000 + night
        days.push({ day: toDay, mark: 'a', orderCount: salesADay / 2, saleCount: salesADay })
        // Orders of the last days come late and are cancelled; now and then an old one is.
        const late = [
          toDay - 1,
          toDay - 2,
          toDay - 5,
          ...(night % 30 === 0 ? [20_000 + Math.floor(night / 2)] : []),
        ]
        for (const day of late) {
          const place = day - 20_000
          const before = days[place]
          if (before !== undefined) days[place] = { ...before, mark: `${night}` }
        }
        const written = world.writtenSales
        world.settle(days, 20_000, toDay)
        nights.push(world.writtenSales - written)
      }
      expectRight(world, days)
      nights.sort((left, right) => left - right)
      expect(world.files.length).toBeLessThanOrEqual(mostFiles)
      expect(nights[nightCount / 2]).toBeLessThanOrEqual(usualSales)
      expect(nights.at(-1)).toBeLessThanOrEqual(mostSales)
    },
  )
})

const nightCount = 250
