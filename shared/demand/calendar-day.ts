/** A day that may sell otherwise than a plain one, here or somewhere; or several in a row, of an event that lasts. */
export interface CalendarDay {
  /** Days since 1970-01-01. */
  readonly day: number
  /** The last of several days in a row; left out where it is one. Holidays are one day each. */
  readonly lastDay?: number
  /** Days of one name are alike: what one did to sales is expected of the next. */
  readonly name: string
  readonly kind: 'holiday' | 'event' | 'promotion' | 'closed'
  /** Null: everywhere. */
  readonly storeId: string | null
  /** Of a holiday abroad, the country it is one in (ISO 3166 alpha-2); left out of those of the shop's own. */
  readonly country?: string
  /** Null: everything. */
  readonly category: string | null
  /** How much more the shop itself expects (0.2: a fifth); null: what was seen the last times. */
  readonly expectedChangeRate: number | null
}
