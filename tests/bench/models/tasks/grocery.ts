import { mbgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { repeatEstimator } from '#shared/ml/lifetime-value/repeat-estimator.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'
import { collectDays, correlation, dayOf, meanAbsoluteError, splitAt } from '../event-days.ts'
import type { ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

/** An online grocer's 1,525 customers: 2006 is known, the orders of 2007 foretold. No goal was set. */
export const task: ModelTask = {
  name: 'grocery',
  data: 'grocery-elog',
  async measure(folder) {
    const days = collectDays(
      gzippedLines(folder, 'groceryElog.csv.gz')
        .slice(1)
        .map((line) => {
          const [person = '', date = ''] = line.replaceAll('"', '').split(',')
          return [person, dayOf(date)]
        }),
    )
    const { dataset, further } = splitAt(days, dayOf('20061231'))
    const came = further.map((count) => (count > 0 ? 1 : 0))
    const recencies = dataset.columns[1] as Float64Array
    const pastRate = (dataset.columns[0] as Float64Array).map(
      (count, row) => (count / Math.max(1, dataset.columns[2]?.[row] ?? 1)) * 52,
    )
    return [mbgNbd, paretoNbd].flatMap((law) => {
      const estimator = repeatEstimator(law)
      const fitted = estimator.fit(dataset, { horizon: 52 })
      if (!fitted.ok) throw new Error(fitted.failure.message)
      const expected = fitted.value.predict(dataset)
      return [
        {
          what: `groceryElog ${law.kind}, hold-out correlation`,
          ours: correlation(expected, further),
          goal: null,
          baseline: { name: 'past rate', value: correlation(pastRate, further) },
          published: 'BG/NBD by scipy 0.8222',
        },
        {
          what: `groceryElog ${law.kind}, hold-out MAE`,
          ours: meanAbsoluteError(expected, further),
          goal: null,
          baseline: { name: 'past rate', value: meanAbsoluteError(pastRate, further) },
          published: 'BG/NBD by scipy 1.577',
        },
        {
          what: `groceryElog ${law.kind}, AUC of any order`,
          ours: rocAuc(expected, came) ?? 0,
          goal: null,
          baseline: { name: 'time of the last order', value: rocAuc(recencies, came) ?? 0 },
          published: 'BG/NBD by scipy 0.8643',
        },
      ]
    })
  },
}
