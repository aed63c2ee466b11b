import { gzippedLines } from '../models/public-data.ts'

/** A series of a competition: what may be known, and what came. */
export interface PublicSeries {
  readonly history: Float64Array
  readonly actual: Float64Array
}

export function readM3Monthly(folder: string): PublicSeries[] {
  return gzippedLines(folder, 'm3_monthly.jsonl.gz').map((line) => {
    const { train, test } = JSON.parse(line) as { train: number[]; test: number[] }
    return { history: Float64Array.from(train), actual: Float64Array.from(test) }
  })
}

export function readM4Weekly(folder: string): PublicSeries[] {
  const [train, test] = ['train', 'test'].map((part) =>
    gzippedLines(folder, `Weekly-${part}.csv.gz`)
      .slice(1)
      .map((line) =>
        Float64Array.from(
          line
            .replaceAll('"', '')
            .split(',')
            .slice(1)
            .filter((cell) => cell.trim() !== ''),
          Number,
        ),
      ),
  ) as [Float64Array[], Float64Array[]]
  return train.map((history, at) => ({ history, actual: test[at] as Float64Array }))
}

/** Spare parts with missing months read as no demand, as the published figures do. */
export function readCarparts(folder: string): PublicSeries[] {
  return gzippedLines(folder, 'carparts.jsonl.gz').map((line) => {
    const { train, test } = JSON.parse(line) as { train: (number | null)[]; test: (number | null)[] }
    const known = (values: (number | null)[]) => Float64Array.from(values, (value) => value ?? 0)
    return { history: known(train), actual: known(test) }
  })
}
