import type { ForecastView } from '#shared/contracts/forecasts.ts'

type DemandClass = ForecastView['demandClass']
export type ForecastLane = ForecastView['lane']

/** What the classes of demand are called, and what each means. */
export const demandClassWords: Readonly<Record<DemandClass, { name: string; meaning: string }>> = {
  smooth: { name: 'Steady', meaning: 'sells all the time, in much the same amounts' },
  erratic: { name: 'Changing', meaning: 'sells all the time, in amounts that jump' },
  intermittent: { name: 'Now and then', meaning: 'sells with gaps between, in much the same amounts' },
  lumpy: { name: 'By chance', meaning: 'sells with gaps between, in amounts that jump' },
  none: { name: 'Not sold', meaning: 'nothing was sold lately' },
}

const newItem = { name: 'New', meaning: 'has not been sold for long enough to say how it sells' }

/** How an item sells, as far as its sales can say: of one sold for some days, no class is known yet. */
export function howItSells({ lane, demandClass }: Pick<ForecastView, 'lane' | 'demandClass'>): {
  readonly name: string
  readonly meaning: string
} {
  return lane === 'new' && demandClass !== 'none' ? newItem : demandClassWords[demandClass]
}

/** The name of a class; the word itself where it is none of ours. */
export function demandClassName(demandClass: string): string {
  return Object.hasOwn(demandClassWords, demandClass)
    ? demandClassWords[demandClass as DemandClass].name
    : demandClass
}

export const abcWords = {
  A: 'the items with most of the revenue',
  B: 'the items in the middle',
  C: 'the many items with the last of the revenue',
} as const
export const xyzWords = { X: 'sells evenly', Y: 'sells in waves', Z: 'sells by chance' } as const

/** How a forecast comes about, by its lane; the most thorough first. */
export const laneWords: Readonly<Record<ForecastLane, { name: string; meaning: string }>> = {
  full: {
    name: 'Full search',
    meaning: 'Several models were tried on what was sold, and each counts by how well it did.',
  },
  tail: {
    name: 'Quick levels',
    meaning: 'Simple levels of what was sold, weighed by what works for items like it.',
  },
  new: {
    name: 'From items like it',
    meaning: 'It is too new to go by itself: new items of its category began like this.',
  },
  sum: { name: 'Added up', meaning: 'The forecasts of all that belong to it, brought to agree.' },
}
