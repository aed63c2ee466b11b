import { outlookBlocks, outlookDays } from '#shared/demand/outlook.ts'
import type { ForecastGrain } from '#shared/demand/views/forecast-points.ts'
import type { ForecastWindow } from '#shared/demand/views/forecast-window.ts'
import { type Channel, channels } from '#shared/events/event.ts'
import { ProblemError } from '../../problems.ts'

/** Without a word: four weeks by day, or all weeks; and a quarter or a year back. */
const usual = {
  day: { horizon: 28, history: 91 },
  week: { horizon: outlookBlocks, history: 52 },
} as const
const furthest = { day: outlookDays, week: outlookBlocks } as const

/** How much of a forecast is asked for. Throws a 422 problem where more weeks are asked for than there are. */
export function forecastWindow(asked: {
  readonly grain: ForecastGrain
  readonly horizon?: number | undefined
  readonly history?: number | undefined
}): ForecastWindow {
  const { grain, horizon = usual[grain].horizon, history = usual[grain].history } = asked
  if (horizon > furthest[grain]) {
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer: '/horizon', detail: `is more than ${furthest[grain]} ${grain}s` }],
    })
  }
  return { grain, horizon, history }
}

/** The channel that is asked for. Throws a 422 problem for one that is none. */
export function knownChannel(channel: string | undefined): Channel | undefined {
  if (channel === undefined) return undefined
  const known = channels.find((name) => name === channel)
  if (known === undefined) throw channelProblem(`is none of ${channels.join(', ')}`)
  return known
}

/** What is wrong with the channel that is asked for. */
export function channelProblem(detail: string): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [{ pointer: '/channel', detail }] })
}
