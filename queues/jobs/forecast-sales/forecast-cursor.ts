import type { JobRow } from '#shared/database/tables/job.ts'
import type { ForecastLane } from '#shared/demand/forecast-levels.ts'
import type { ToldPart } from '#shared/demand/told-series.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** Items whose forecasts are in a file of the job. */
export interface ForecastPart {
  readonly name: string
  readonly fromBucket: number
  readonly toBucket: number
}

/** What the steps of a forecast of sales hand on, from `summing` on. */
export interface ForecastCursor {
  /** The last day whose sales count; null before it is known. */
  readonly asOfDay: number | null
  /** The parts that come next are from this one on. */
  readonly nextBucket: number
  /** Bytes of all sales files together, and how many sales are in them. */
  readonly byteCount: number
  readonly saleCount: number
  /** The file with some items, as a sales file; null before it is written, as of the others. */
  readonly sample: string | null
  /** The file with what items add up to. */
  readonly sums: string | null
  /** The files with the usual channel of each place, and with what went through others; the latter null as well where that is too much to keep. */
  readonly usualChannels: string | null
  readonly unusual: string | null
  /** The file with what was not sold for want of goods; null as well where that is too much to keep. */
  readonly missed: string | null
  /** The file with what the sample says of days on which nothing was sold. */
  readonly supply: string | null
  /** The file with what was missed as it was known before the days that are held out; null as well where none are. */
  readonly missedThen: string | null
  /** The file with what was learned. */
  readonly learned: string | null
  /** The file with forecasts made afterwards, as of some weeks ago. */
  readonly heldOut: string | null
  /** The file with what items come to. */
  readonly tally: string | null
  /** Files with forecasts of nodes, and of how many. */
  readonly nodes: readonly string[]
  readonly nodeCount: number
  /** The file with nodes that add up, and what makes items agree with them. */
  readonly reconciled: string | null
  readonly parts: readonly ForecastPart[]
  /** Of `parts`, how many are written into rows. */
  readonly settledCount: number
  /** Whether what is forecast is kept, to be compared later; null before that is decided. */
  readonly isTelling: boolean | null
  readonly told: readonly ToldPart[]
  /** Series by how they were forecast. */
  readonly laneCounts: Readonly<Partial<Record<ForecastLane, number>>>
}

const start: ForecastCursor = {
  asOfDay: null,
  nextBucket: 0,
  byteCount: 0,
  saleCount: 0,
  sample: null,
  sums: null,
  usualChannels: null,
  unusual: null,
  missed: null,
  supply: null,
  missedThen: null,
  learned: null,
  heldOut: null,
  tally: null,
  nodes: [],
  nodeCount: 0,
  reconciled: null,
  parts: [],
  settledCount: 0,
  isTelling: null,
  told: [],
  laneCounts: {},
}

export function forecastCursor(job: JobRow): ForecastCursor {
  return { ...start, ...JSON.parse(job.cursor ?? '{}') }
}

/** A file of the job that an earlier phase has left. */
export function leftBy(name: string | null): string {
  if (name === null) throw new Error('a phase began before the one that it builds on')
  return name
}

export async function readJson<Content>(
  name: string,
  { files }: Pick<ForecastPorts, 'files'>,
): Promise<Content> {
  return JSON.parse(new TextDecoder().decode(await files.read(name)))
}

/** Writes a file that no other attempt writes; returns its name. */
export async function writeFresh(
  prefix: string,
  content: ArrayBuffer | Uint8Array<ArrayBuffer> | string,
  { files, freshId }: Pick<ForecastPorts, 'files' | 'freshId'>,
): Promise<string> {
  const name = `${prefix}-${freshId()}`
  await files.write(name, content)
  return name
}
