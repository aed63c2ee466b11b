/** Where progress is shown: `process.stderr`, or something like it in a test. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

export interface ProgressBar {
  /** Shows that `doneCount` of the total are done. */
  show(doneCount: number): void
  /** Shows the last state for good and ends the line. */
  finish(): void
}

const barWidth = 30
const redrawMs = 80
const plainStepRate = 0.25

/**
 * A bar that redraws itself on a terminal, and a plain line at every quarter anywhere else.
 * `now` gives the present moment in ms.
 */
export function progressBar(
  label: string,
  totalCount: number,
  output: ProgressOutput,
  now: () => number,
): ProgressBar {
  let shownCount = 0
  let drawnMs = Number.NEGATIVE_INFINITY
  let nextPlainRate = plainStepRate

  const rate = () => (totalCount === 0 ? 1 : Math.min(1, shownCount / totalCount))
  const counts = () => `${shownCount.toLocaleString('en-GB')} of ${totalCount.toLocaleString('en-GB')}`
  const draw = () => {
    const filled = Math.round(rate() * barWidth)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
    output.write(`\r${label} ${bar} ${counts()}`)
    drawnMs = now()
  }
  const writePlain = () => {
    output.write(`${label}: ${counts()}\n`)
    nextPlainRate = Math.floor(rate() / plainStepRate) * plainStepRate + plainStepRate
  }

  return {
    show(doneCount) {
      shownCount = doneCount
      if (output.isTTY === true) {
        if (now() - drawnMs >= redrawMs) draw()
      } else if (rate() >= nextPlainRate) writePlain()
    },
    finish() {
      if (output.isTTY === true) {
        draw()
        output.write('\n')
      } else if (nextPlainRate <= 1) writePlain()
    },
  }
}
