/** Two customers as one string, the same whichever is named first. */
export function pairKey(left: string, right: string): string {
  return left < right ? `${left}|${right}` : `${right}|${left}`
}

/** Whether a person said of any two across these groups that they are different people. */
export function areKeptApart(
  keptApart: ReadonlySet<string>,
  leftIds: readonly string[],
  rightIds: readonly string[],
): boolean {
  if (keptApart.size === 0) return false
  return leftIds.some((left) => rightIds.some((right) => keptApart.has(pairKey(left, right))))
}
