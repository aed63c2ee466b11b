import type { ToldRun } from '#shared/database/forecast-runs.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { type ToldForecasts, type ToldPart, type ToldSeries, toldKey } from '#shared/demand/told-series.ts'
import type { BucketRange } from './bucket-range.ts'
import { readJson } from './forecast-cursor.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** Forecasts are compared with what came in so many days after they were told. */
export const horizons = [7, 28] as const

/** While nothing has been told, forecasts are made afterwards without so many days. */
export const heldOutDays = 28
const toldEveryDays = 7
/** Told so long ago, forecasts are no longer compared. */
const maxLateDays = 14

/** What was said as of a day, told then or made afterwards from what was known then. */
export interface HeldOut {
  readonly asOfDay: number
  readonly basis: OutlookBasis
  /** Whether sums are of what was asked for, as in {@link ToldForecasts}. */
  readonly countsMissed?: boolean
  readonly series: readonly ToldSeries[]
}

/** Where told forecasts are read from. */
export interface ToldReader {
  readonly archive: Pick<ForecastPorts['archive'], 'read'>
}

/** What was said of series as of a day. */
export class ToldSource {
  readonly asOfDay: number
  readonly basis: OutlookBasis
  /** False: made afterwards. */
  readonly wasTold: boolean
  /** Whether sums are of what was asked for; else of what was sold. */
  readonly countsMissed: boolean
  #known: ReadonlyMap<string, ToldSeries>
  readonly #parts: readonly ToldPart[]
  readonly #ports: ToldReader
  #loaded = ''

  constructor(told: ToldForecasts | HeldOut, ports: ToldReader) {
    this.asOfDay = told.asOfDay
    this.basis = told.basis
    this.wasTold = 'nodes' in told
    this.countsMissed = told.countsMissed === true
    this.#known = byKey('nodes' in told ? told.nodes : told.series)
    this.#parts = 'parts' in told ? told.parts : []
    this.#ports = ports
  }

  /** Reads what was told of the items of some parts; nothing else is found afterwards. */
  async load({ fromBucket, toBucket }: BucketRange): Promise<void> {
    if (!this.wasTold) return
    const parts = this.#parts.filter((part) => part.fromBucket < toBucket && part.toBucket > fromBucket)
    const wanted = parts.map(({ key }) => key).join()
    if (wanted === this.#loaded) return
    const series: ToldSeries[] = []
    for (const { key } of parts) series.push(...((await readToldPart(key, this.#ports)) ?? []))
    this.#known = byKey(series)
    this.#loaded = wanted
  }

  find(place: Parameters<typeof toldKey>[0]): ToldSeries | undefined {
    return this.#known.get(toldKey(place))
  }
}

/** Whether it is time again to keep what is told: once a week, and anew on the same day, as more was known then. */
export function isToldDue(runs: readonly ToldRun[], asOfDay: number): boolean {
  const last = runs[0]
  return last === undefined || last.asOfDay === asOfDay || Math.abs(asOfDay - last.asOfDay) >= toldEveryDays
}

/** What was told `horizonDays` ago or a little earlier; undefined when nothing was. */
export function runToldBefore(
  runs: readonly ToldRun[],
  asOfDay: number,
  horizonDays: number,
): ToldRun | undefined {
  const due = asOfDay - horizonDays
  return runs.find((run) => run.asOfDay <= due && run.asOfDay > due - maxLateDays)
}

/** Whether there is something told to compare with at each horizon. */
export function isAllTold(runs: readonly ToldRun[], asOfDay: number): boolean {
  return horizons.every((days) => runToldBefore(runs, asOfDay, days) !== undefined)
}

/** Null when it is not there any more. */
export async function readTold(
  { toldKey: key }: Pick<ToldRun, 'toldKey'>,
  { archive }: ToldReader,
): Promise<ToldForecasts | null> {
  const bytes = await archive.read(key)
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes))
}

export async function readToldPart(key: string, { archive }: ToldReader): Promise<ToldSeries[] | null> {
  const bytes = await archive.read(key)
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes))
}

/** What to compare with at a horizon: what was told, else what was made afterwards; null when there is neither. */
export async function openToldSource(
  run: ToldRun | undefined,
  heldOut: string | null,
  ports: Pick<ForecastPorts, 'archive' | 'files'>,
): Promise<ToldSource | null> {
  const told = run === undefined ? null : await readTold(run, ports)
  if (told !== null) return new ToldSource(told, ports)
  return heldOut === null ? null : new ToldSource(await readJson<HeldOut>(heldOut, ports), ports)
}

function byKey(series: readonly ToldSeries[]): Map<string, ToldSeries> {
  return new Map(series.map((each) => [toldKey(each), each]))
}
