/** The setting spendingDeviationThreshold of a shop that chose none: half of what is usual. */
export const usualDeviationThreshold = 0.5
