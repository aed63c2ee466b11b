/** What a metric is called and means. */
export interface MetricWords {
  readonly name: string
  /** A sentence; empty for a metric that is not known here. */
  readonly about: string
  readonly better: 'higher' | 'lower' | 'unknown'
  /** 0..1, shown in per cent. */
  readonly isRate?: boolean
}

/** How good a model is, by the names of the registry, without the unit at their end. */
export const metrics: Readonly<Record<string, MetricWords>> = {
  rocAuc: {
    name: 'Tells apart (ROC AUC)',
    about: 'How often it gives the higher score to the right one of two; 0.5 is tossing a coin, 1 is always.',
    better: 'higher',
  },
  averagePrecision: {
    name: 'Right from the top down (average precision)',
    about: 'Going down from the highest score: the share it was right about, on average.',
    better: 'higher',
  },
  brier: {
    name: 'Error of the probability (Brier)',
    about: 'The mean square distance of the probability from what happened; 0 is perfect.',
    better: 'lower',
  },
  intervalLoss: {
    name: 'Error of the interval (pinball loss)',
    about:
      'How far the expected day and the ends of its interval are from the day it happened, on average; 0 is perfect.',
    better: 'lower',
  },
  logLoss: {
    name: 'Log loss',
    about: 'How surprised it is by what happened; being sure and wrong costs most.',
    better: 'lower',
  },
  accuracy: {
    name: 'Right (accuracy)',
    about: 'The share of customers it was right about.',
    better: 'higher',
    isRate: true,
  },
  precision: {
    name: 'Right when it warns (precision)',
    about: 'Of those it warned about, the share for whom it came true.',
    better: 'higher',
    isRate: true,
  },
  recall: {
    name: 'Found (recall)',
    about: 'Of those for whom it came true, the share it warned about.',
    better: 'higher',
    isRate: true,
  },
  f1: { name: 'F1', about: 'Precision and recall in one figure; 1 is perfect.', better: 'higher' },
  churn: {
    name: 'Stayed away',
    about: 'The share of all customers for whom it came true; the same for every model.',
    better: 'unknown',
    isRate: true,
  },
  rmse: {
    name: 'Error, large ones more (RMSE)',
    about: 'The typical distance from what happened; large errors count more.',
    better: 'lower',
  },
  mae: {
    name: 'Mean error (MAE)',
    about: 'The mean distance from what happened.',
    better: 'lower',
  },
  gapMae: {
    name: 'Mean error of the next date (MAE)',
    about: 'How far the expected date is from the real one, on average.',
    better: 'lower',
  },
  gapMedianError: {
    name: 'Usual error of the next date',
    about: 'Half of all expected dates are nearer than this to the real one.',
    better: 'lower',
  },
  seriesCount: {
    name: 'Purchases it was tried on',
    about: 'So often somebody had bought something four times or more.',
    better: 'unknown',
  },
  r2: {
    name: 'Explained (R²)',
    about: 'How much of the differences it explains; 1 is all, 0 is none.',
    better: 'higher',
  },
  mape: {
    name: 'Mean error in per cent (MAPE)',
    about: 'The mean distance as a share of what happened.',
    better: 'lower',
    isRate: true,
  },
  smape: {
    name: 'Mean error in per cent (sMAPE)',
    about: 'The mean distance as a share of both together, which zeros do not break.',
    better: 'lower',
    isRate: true,
  },
  totalRatio: {
    name: 'All together',
    about: 'The sum of all predictions by the sum of what happened; 1 is just right.',
    better: 'unknown',
  },
  spearman: {
    name: 'Right order (Spearman)',
    about: 'How well its order of customers fits the real one; 1 is the same order, 0 is chance.',
    better: 'higher',
  },
  normalisedGini: {
    name: 'Finds the best (Gini)',
    about: 'How well its best customers turn out to be the best; 1 is perfect, 0 is chance.',
    better: 'higher',
  },
  silhouette: {
    name: 'Clear groups (silhouette)',
    about: 'How much nearer customers are to their own group than to the next; 1 is clearly apart.',
    better: 'higher',
  },
  inertia: {
    name: 'Spread in the groups (inertia)',
    about: 'The square distances of all customers from the middle of their group.',
    better: 'lower',
  },
  coverage: {
    name: 'Inside the interval',
    about: 'The share of what happened that fell into the interval; it should be 80 %.',
    better: 'unknown',
    isRate: true,
  },
  logLikelihood: {
    name: 'Fit (log-likelihood)',
    about: 'How well it explains what happened; only comparable on the same data.',
    better: 'higher',
  },
  trialCount: {
    name: 'Lists it was asked for',
    about: 'So many orders one product was taken out of.',
    better: 'unknown',
  },
  customerCount: {
    name: 'Customers it knows',
    about: 'So many it learned what is usual from.',
    better: 'unknown',
  },
  unusual: {
    name: 'Stand out',
    about: 'The share of customers whose behaviour it calls unusual.',
    better: 'unknown',
    isRate: true,
  },
}

/** Metrics of lists, by what stands before the length of the list: `hitRateAt10`. */
export const listMetrics: Readonly<Record<string, MetricWords>> = {
  hitRate: {
    name: 'Hit within',
    about: 'The share of lists that held what was bought next.',
    better: 'higher',
    isRate: true,
  },
  recall: {
    name: 'Found within',
    about: 'The share of what was bought next that was in the list.',
    better: 'higher',
    isRate: true,
  },
  ndcg: {
    name: 'Ranked well within (NDCG)',
    about: 'The share of hits, where what stands higher in the list counts more.',
    better: 'higher',
  },
  mrr: {
    name: 'First hit within (MRR)',
    about: 'One divided by the place of the first hit, on average.',
    better: 'higher',
  },
  vectorHitRate: {
    name: 'Hit by likeness (item2vec) within',
    about: 'The share of lists of what is alike, and nothing else, that held what was bought with it.',
    better: 'higher',
    isRate: true,
  },
  vectorNdcg: {
    name: 'Ranked well by likeness (item2vec, NDCG) within',
    about: 'The same, where what stands higher in the list counts more.',
    better: 'higher',
  },
  blendNdcg: {
    name: 'Ranked well together (NDCG) within',
    about: 'The share of hits of both together, where what stands higher in the list counts more.',
    better: 'higher',
  },
  visitHitRate: {
    name: 'Next look within',
    about: 'The share of lists for a visit that held what was looked at next.',
    better: 'higher',
    isRate: true,
  },
  tifuRecall: {
    name: 'Found by habit alone (TIFU-KNN) within',
    about: 'The share of what was bought next that the published method alone has in its list.',
    better: 'higher',
    isRate: true,
  },
  precision: {
    name: 'Right within',
    about: 'The share of the list that was bought.',
    better: 'higher',
    isRate: true,
  },
}
