/** Movements are added up over so many days. */
export const movementDays = 30
