import type { PredictionRow } from '../database/tables/predictions.ts'
import type { PrivacyWord } from '../privacy/may-use.ts'
import { type MeansSettings, meansProfilingRefusal } from './socio-economic/may-profile-means.ts'

/** Of what was predicted of a person what may be told now: what may be profiled can have changed since it was made. */
export function toldPredictions<Row extends Pick<PredictionRow, 'kind'>>(
  rows: readonly Row[],
  word: PrivacyWord,
  tenant: MeansSettings,
): Row[] {
  const isToldOfMeans = meansProfilingRefusal(word, tenant) === null
  return rows.filter(({ kind }) => kind !== 'socio-economic' || isToldOfMeans)
}
