import type { DemandAhead } from '#shared/replenishment/demand-ahead.ts'

/** As many units every day, without any doubt. */
export function certainDemand(unitsPerDay: number): DemandAhead {
  return {
    expectedUnits: (_, dayCount) => unitsPerDay * dayCount,
    quantile: (_, dayCount) => unitsPerDay * dayCount,
  }
}

/** As many units every day, give or take up to `spread` a day, all as likely. */
export function evenDemand(unitsPerDay: number, spread: number): DemandAhead {
  return {
    expectedUnits: (_, dayCount) => unitsPerDay * dayCount,
    quantile: (_, dayCount, probability) =>
      Math.max(0, dayCount * (unitsPerDay + spread * (2 * probability - 1))),
  }
}
