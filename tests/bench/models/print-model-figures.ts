import type { ModelFigure } from './model-figure.ts'

const headings = ['figure', 'goal', 'ours', '', 'baseline', 'published']

/** Whether a figure reaches its goal; null where there is none. */
export function isReached({ goal, ours }: ModelFigure): boolean | null {
  if (goal === null) return null
  return 'atLeast' in goal ? ours >= goal.atLeast : ours <= goal.atMost
}

/** Prints figures as a table: the goal, ours, whether it is reached, the baseline of the same run and the published. */
export function printModelFigures(figures: readonly ModelFigure[]): void {
  const rows = [headings, ...figures.map(cells)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
}

function cells(figure: ModelFigure): string[] {
  const { what, ours, goal, baseline, published } = figure
  const reached = isReached(figure)
  return [
    what,
    goal === null ? '-' : 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`,
    rounded(ours),
    reached === null ? '' : reached ? 'reached' : 'MISSED',
    baseline === null ? '-' : `${rounded(baseline.value)} ${baseline.name}`,
    published ?? '-',
  ]
}

/** Four digits that count: 0.8428, 12.35, 9582.43. */
function rounded(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 2 : Math.abs(value) >= 10 ? 3 : 4)
}
