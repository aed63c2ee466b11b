import type { JobStep } from '../job-ports.ts'
import { closeRun } from './close-run.ts'
import { forecastItems } from './forecast-items.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { gatherSales } from './gather-sales.ts'
import { learnSales } from './learn-sales.ts'
import { reconcileForecasts } from './reconcile-forecasts.ts'
import { settleForecasts } from './settle-forecasts.ts'
import { sumSales } from './sum-sales.ts'
import { testForecasts } from './test-forecasts.ts'

/** In the order in which they are done. */
export const forecastingSteps: Readonly<Record<string, JobStep<ForecastPorts>>> = {
  gathering: gatherSales,
  summing: sumSales,
  learning: learnSales,
  testing: testForecasts,
  forecasting: forecastItems,
  reconciling: reconcileForecasts,
  settling: settleForecasts,
  closing: closeRun,
}
