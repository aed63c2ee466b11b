/** A forecast looks so many days ahead, in blocks that each hold every weekday once and begin with the day of the forecast. */
export const blockDays = 7
export const outlookBlocks = 13
export const outlookDays = blockDays * outlookBlocks

/** Errors are kept at these shares: 0.5 %, 2.5 %, 5 %, 10 % ... 95 %, 97.5 %, 99.5 %. */
export const spreadProbabilities = [
  0.005, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
  0.9, 0.95, 0.975, 0.995,
] as const

/** Errors are kept of one block, and of so many together. */
export const summedBlocks = 4

/** How the sales of one series are expected to go on, as it is kept in its row. Plain data, without money. */
export interface Outlook {
  /** Expected units of each block, holidays and events included. */
  readonly blocks: readonly number[]
  /** How far off each block may be, in units: what `scores` are multiplied with. */
  readonly scales: readonly number[]
  /** Errors (actual less expected, over the scale) at `spreadProbabilities`; null: those of its class of demand in the run. */
  readonly scores: readonly number[] | null
  /** The share of each weekday in a plain week, Monday first; adds up to 1. */
  readonly weekdayShares: readonly number[]
  /** How the errors of its blocks go together, 0 to 1, where that is not as in the run. */
  readonly blockCorrelation?: number
}

/** A day ahead on which a place sells something else than its country: how many times as much. */
export type DayRatio = readonly [offset: number, ratio: number]

/** What the forecasts of one run have in common. */
export interface OutlookBasis {
  /** The last day whose sales are known; the first day of the outlook is the next. Days since 1970-01-01. */
  readonly asOfDay: number
  /** By class of demand (`none` stands for all): errors over scale at `spreadProbabilities`. */
  readonly scores: Readonly<Record<string, readonly number[]>>
  /** The same of stretches of `summedBlocks` blocks; absent: their errors are spread like those of one. */
  readonly sumScores?: Readonly<Record<string, readonly number[]>>
  /** How the errors of two blocks of one series go together, 0 (not at all) to 1. */
  readonly blockCorrelation: number
  /**
   * By category ('' stands for all others): how much more is sold on each of the days ahead than on a plain one, 1 for a plain one.
   * `outlookDays` numbers each.
   */
  readonly dayFactors: Readonly<Record<string, readonly number[]>>
  /**
   * By place, '' online: the days ahead on which it sells something else than its country does, as on holidays. Absent in runs of before they were kept.
   */
  readonly placeDays?: Readonly<Record<string, readonly DayRatio[]>>
  /** The same by region. */
  readonly regionDays?: Readonly<Record<string, readonly DayRatio[]>>
  /** By category ('' for all others): what is expected of an item that was never sold, from its first sale on. */
  readonly launches?: Readonly<Record<string, Outlook>>
  /** What each holiday that was seen does to all sales, by name, 1 being a plain day: also of those beyond the days ahead. */
  readonly holidays?: Readonly<Record<string, number>>
  /**
   * Of places abroad: their countries, and by country what its days ahead do (as `dayFactors`), and what each of its holidays does that was seen. `dayFactors` are then those of
   * all places together, and those of the places at home are here (absent in runs of before they were kept).
   */
  readonly abroad?: {
    readonly countries: Readonly<Record<string, string>>
    readonly homeDayFactors?: Readonly<Record<string, readonly number[]>>
    readonly dayFactors: Readonly<Record<string, readonly number[]>>
    readonly holidays: Readonly<Record<string, Readonly<Record<string, number>>>>
    /** By region whose places all lie in one country: that country, null where it is the shop's own; absent in runs of before they were kept. */
    readonly regions?: Readonly<Record<string, string | null>>
  }
  /** Places that had not told their last days: by place, the first of those. */
  readonly late?: Readonly<Record<string, number>>
}
