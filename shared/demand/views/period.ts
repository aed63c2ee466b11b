/** Days that are shown as one, both ends included; days since 1970-01-01. */
export interface Period {
  readonly fromDay: number
  readonly toDay: number
}

export const grainDays = { day: 1, week: 7 } as const
type Grain = keyof typeof grainDays

/** The days or weeks after a day, the next first. A week is seven days from the first of them, not from Monday. */
export function periodsAhead(asOfDay: number, grain: Grain, count: number): Period[] {
  const length = grainDays[grain]
  return Array.from({ length: count }, (_, index) => {
    const fromDay = asOfDay + 1 + index * length
    return { fromDay, toDay: fromDay + length - 1 }
  })
}

/** The days or weeks up to a day, the oldest first: none begins before `firstDay`, but for the only one there is. */
export function periodsBack(asOfDay: number, grain: Grain, count: number, firstDay: number): Period[] {
  const length = grainDays[grain]
  const knownDays = Math.max(0, asOfDay - firstDay + 1)
  const known = Math.max(Math.floor(knownDays / length), Math.min(1, knownDays))
  return Array.from({ length: Math.min(count, known) }, (_, index) => {
    const toDay = asOfDay - index * length
    return { fromDay: toDay - length + 1, toDay }
  }).reverse()
}
