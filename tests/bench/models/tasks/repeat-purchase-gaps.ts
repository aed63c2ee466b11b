import { join } from 'node:path'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { fitRenewalPrior } from '#shared/ml/renewal/fit-renewal-prior.ts'
import { nextGap } from '#shared/ml/renewal/gap-distribution.ts'
import { lowerGammaInverse } from '#shared/statistics/incomplete-gamma.ts'
import { quantile } from '#shared/statistics/quantile.ts'
import { collectDays, dayOf, type EventDays } from '../event-days.ts'
import type { ModelFigure, ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

/** At least five purchases, of which the last twenty count: three gaps or more, and the last, which is foretold. */
const fewestDays = 5
const mostDays = 20

interface Known {
  readonly gaps: readonly number[]
  readonly last: number
}

/** The last gap between purchases foretold from the earlier ones, one model for all: customer x product, customer, made-up. */
export const task: ModelTask = {
  name: 'repeat-purchase-gaps',
  data: 'online-retail',
  async measure(folder) {
    const retail = onlineRetail(folder)
    const made = madeUp(seededRandom(20261121), 4000)
    return [
      ...figuresOf(
        'Online Retail customer x SKU',
        known(retail.products),
        { atMost: 24.5 },
        'shrunk log-mean 25.32 (all data)',
      ),
      ...figuresOf(
        'Online Retail customer',
        known(retail.customers),
        null,
        'shrunk log-mean 21.19 (all data)',
      ),
      ...figuresOf(
        'groceryElog',
        known(grocery(join(folder, '../grocery-elog'))),
        { atMost: 40.5 },
        'median 41.40',
      ),
      ...figuresOf('made-up gamma gaps', made, { atMost: 1.05 * oracleError(made) }, null),
    ]
  },
}

function figuresOf(
  name: string,
  series: readonly Known[],
  goal: ModelFigure['goal'],
  published: string | null,
): ModelFigure[] {
  const prior = fitRenewalPrior(series.map(({ gaps }) => ({ gaps })))
  if (!prior.ok) throw new Error(prior.failure.message)
  const gaps = series.map((each) => ({ ...each, next: nextGap(prior.value, each) }))
  const inInterval = gaps.filter(({ next, last }) => last >= next.quantile(0.1) && last <= next.quantile(0.9))
  const middle = quantile(
    series.flatMap((each) => each.gaps),
    0.5,
  )
  const shrunk = ({ gaps: own }: Known): number =>
    (own.length * quantile(own, 0.5) + 3 * middle) / (own.length + 3)
  return [
    {
      what: `${name} (${series.length} series), MAE of the next gap in days`,
      ours: meanOf(gaps.map(({ next, last }) => Math.abs(next.quantile(0.5) - last))),
      goal,
      baseline: {
        name: 'shrunk median',
        value: meanOf(series.map((each) => Math.abs(shrunk(each) - each.last))),
      },
      published,
    },
    {
      what: `${name}, share of gaps in the 80 % interval`,
      ours: inInterval.length / series.length,
      goal: { atLeast: 0.76 },
      baseline: null,
      published: null,
    },
  ]
}

function known(people: EventDays): Known[] {
  return [...people.values()]
    .filter((days) => days.length >= fewestDays)
    .map((days) => {
      const latest = days.slice(-mostDays)
      const gaps = latest.slice(1).map((day, index) => day - (latest[index] as number))
      return { gaps: gaps.slice(0, -1), last: gaps.at(-1) as number }
    })
}

function onlineRetail(folder: string): { products: EventDays; customers: EventDays } {
  const bought = gzippedLines(folder, 'transactions_2010-12-01_2011-09-10.csv.gz')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([invoice = '', , quantity, , price, customer]) => {
      return customer !== '' && !invoice.startsWith('C') && Number(quantity) > 0 && Number(price) > 0
    })
  return {
    products: collectDays(
      bought.map(([, code, , date = '', , customer]) => [`${customer} ${code}`, dayOf(date)]),
    ),
    customers: collectDays(bought.map(([, , , date = '', , customer = '']) => [customer, dayOf(date)])),
  }
}

function grocery(folder: string): EventDays {
  const lines = gzippedLines(folder, 'groceryElog.csv.gz').slice(1)
  return collectDays(
    lines.map((line) => {
      const [person = '', date = ''] = line.replaceAll('"', '').split(',')
      return [person, dayOf(date)]
    }),
  )
}

interface MadeUp extends Known {
  readonly shape: number
  readonly mean: number
}

/**
 * Gamma gaps: shapes about 3, means about 14 days, both log-normal with a deviation of 0.7; 8 to 19 gaps known. With fewer, even
 * one who knew how people differ could not come so near to the oracle.
 */
function madeUp(random: RandomSource, count: number): MadeUp[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => {
    const [shape, mean] = [3 * Math.exp(0.7 * normal()), 14 * Math.exp(0.7 * normal())]
    const draw = (): number => Math.max(0.01, (mean / shape) * lowerGammaInverse(shape, random()))
    const gaps = Array.from({ length: 8 + Math.floor(12 * random()) }, draw)
    return { gaps, last: draw(), shape, mean }
  })
}

/** The error of one who knows everybody's distribution. */
function oracleError(people: readonly MadeUp[]): number {
  return meanOf(
    people.map(({ shape, mean, last }) => Math.abs((mean / shape) * lowerGammaInverse(shape, 0.5) - last)),
  )
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
