/** Points that are made when asked for, so that a million of them need not be in memory at once. */
export interface PointSource {
  readonly rowCount: number
  point(row: number): number[]
}

/** The points of the named rows; of all rows where none are named. */
export function pointsOf(source: PointSource, rows?: readonly number[]): number[][] {
  return rows === undefined
    ? Array.from({ length: source.rowCount }, (_, row) => source.point(row))
    : rows.map((row) => source.point(row))
}

/** Whether at least `count` of the points differ from each other. */
export function hasDifferentPoints(source: PointSource, count: number): boolean {
  const different = new Set<string>()
  for (let row = 0; row < source.rowCount && different.size < count; row++) {
    different.add(source.point(row).join())
  }
  return different.size >= count
}
