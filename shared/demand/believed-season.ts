/** What is believed of a season. */
export interface BelievedSeason {
  /** How much more is sold in each block of a year than was thought before: 52 numbers around 1. */
  readonly ratios: Float64Array
  /** The share of what was seen that is taken for season, 0 to 1. */
  readonly believed: number
  /** How far off a block ahead may be because the season is not known better: one standard deviation, as a share of the block. */
  readonly doubtRate: number
}
