import type { LabelledDataset } from '#shared/ml/dataset.ts'
import { gzippedLines } from './public-data.ts'

const numbers = new Set(['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges'])

/** The Telco customers: 19 features as they stand in the file, words as codes, and whether they left. */
export function readTelco(folder: string): LabelledDataset {
  const [head = '', ...lines] = gzippedLines(folder, 'telco.csv.gz')
  const rows = lines.map((line) => line.split(','))
  const names = head.split(',')
  const columnOf = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? '')
  const featureNames = names.filter((name) => name !== 'customerID' && name !== 'Churn')
  return {
    rowCount: rows.length,
    featureNames,
    columns: featureNames.map((name) =>
      numbers.has(name) ? asNumbers(columnOf(name)) : asCodes(columnOf(name)),
    ),
    categorical: new Set(featureNames.filter((name) => !numbers.has(name))),
    labels: Float64Array.from(columnOf('Churn'), (word) => (word === 'Yes' ? 1 : 0)),
  }
}

function asNumbers(words: readonly string[]): Float64Array {
  return Float64Array.from(words, (word) => (word.trim() === '' ? Number.NaN : Number(word)))
}

function asCodes(words: readonly string[]): Float64Array {
  const codes = [...new Set(words)].sort()
  return Float64Array.from(words, (word) => codes.indexOf(word))
}
