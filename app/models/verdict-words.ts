import { metricWords } from './metric-words.ts'

const nameOfPrograms = /\b[a-z]+(?:[A-Z]\w*|\d\w*)\b/g

/** Why a version was taken into use or not, with the names of metrics as people read them. */
export function verdictWords(verdict: string): string {
  return verdict.replace(nameOfPrograms, (metric) => metricWords(metric).name)
}
