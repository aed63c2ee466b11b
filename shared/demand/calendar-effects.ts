/** What a kind of day does to sales. */
export interface CalendarEffect {
  readonly kind: 'holiday' | 'pay-day' | 'own'
  /** '' of a holiday: any that was not seen. */
  readonly name: string
  /** Days after the day itself; below zero: before it. */
  readonly offset: number
  /** '' for all that have no entry of their own. */
  readonly category: string
  /** Days it was seen on. */
  readonly seenDays: number
  /** How much is sold, 1 being a plain day of that weekday. */
  readonly factor: number
}

/** One text for one kind of day of one category. */
export function effectKey({ kind, name, offset, category }: Omit<CalendarEffect, 'seenDays' | 'factor'>) {
  return JSON.stringify([kind, name, offset, category])
}
