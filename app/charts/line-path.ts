export interface Point {
  readonly x: number
  readonly y: number
}

/** The `d` of an SVG path through points, with one decimal: a tenth of a pixel is beyond seeing. */
export function linePath(points: readonly Point[]): string {
  return points
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${tenth(point.x)} ${tenth(point.y)}`)
    .join('')
}

/** The same line closed down to a base line, for the tint beneath it. Empty without points. */
export function areaPath(points: readonly Point[], baseY: number): string {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ''
  return `${linePath(points)}L${tenth(last.x)} ${tenth(baseY)}L${tenth(first.x)} ${tenth(baseY)}Z`
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
