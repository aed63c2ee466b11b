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

/** The days or weeks up to a day, the oldest first, none of which ends before `firstDay`. */
export function periodsBack(asOfDay: number, grain: Grain, count: number, firstDay: number): Period[] {
  const length = grainDays[grain]
  const known = Math.max(0, Math.ceil((asOfDay - firstDay + 1) / length))
  return Array.from({ length: Math.min(count, known) }, (_, index) => {
    const toDay = asOfDay - index * length
    return { fromDay: toDay - length + 1, toDay }
  }).reverse()
}
