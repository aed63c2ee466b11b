import { drizzle } from 'drizzle-orm/d1'
import { nodesKey } from '#queues/jobs/forecast-sales/archive-keys.ts'
import { readTold, readToldPart } from '#queues/jobs/forecast-sales/told-source.ts'
import { listToldRuns } from '#shared/database/forecast-runs.ts'
import type { NodeDemand, NodePlace } from '#shared/demand/node-demand.ts'
import {
  channelSection,
  findNodeSections,
  type NodeSection,
  type NodeSections,
  nodeHeadBytes,
  nodeHeadLength,
  readNodeSection,
} from '#shared/demand/node-series.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { type ToldSeries, toldKey } from '#shared/demand/told-series.ts'
import type { Channel } from '#shared/events/event.ts'
import { skuBucket } from '#shared/sales/sku-bucket.ts'
import type { Env } from './env.ts'

type ToldPlace = Pick<ToldSeries, 'level' | 'sku' | 'storeId' | 'category' | 'region'>

/** What was told of a series before, newest first, out of the newest `runLimit` runs whose told forecasts are kept. */
export async function readToldSeries(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  tenantId: string,
  place: ToldPlace,
  runLimit: number,
): Promise<{ readonly basis: OutlookBasis; readonly series: ToldSeries }[]> {
  const runs = (await listToldRuns(drizzle(env.DB), tenantId)).slice(0, runLimit)
  const ports = { archive: { read: (key: string) => readObject(env, key) } }
  const found = await Promise.all(
    runs.map(async (run) => {
      const told = await readTold(run, ports)
      if (told === null) return []
      const series = place.sku === '' ? told.nodes : await ofItem(place.sku)
      const wanted = toldKey(place)
      return series
        .filter((each) => toldKey(each) === wanted)
        .map((each) => ({ basis: told.basis, series: each }))

      async function ofItem(sku: string): Promise<readonly ToldSeries[]> {
        const bucket = skuBucket(sku)
        const part = told?.parts.find(({ fromBucket, toBucket }) => fromBucket <= bucket && bucket < toBucket)
        return part === undefined ? [] : ((await readToldPart(part.key, ports)) ?? [])
      }
    }),
  )
  return found.flat()
}

export type NodeSales = Pick<NodeDemand, 'firstDay' | 'units' | 'revenueMinor'>

export interface ChannelNodeSales {
  readonly whole: NodeSales
  /** What went through the channel: 'all' where the node knows no other, 'none' where nothing did; undefined where its channels were not kept apart. */
  readonly through: NodeSales | 'all' | 'none' | undefined
}

interface NodeRun {
  readonly tenantId: string
  readonly runId: string
}

/** What a node sold day by day, as the run knew it; undefined when the run had no such node. */
export async function readNodeSeries(
  env: Pick<Env, 'ARCHIVE'>,
  run: NodeRun,
  place: NodePlace,
): Promise<NodeSales | undefined> {
  const key = nodesKey({ tenantId: run.tenantId, jobId: run.runId })
  const sections = await readSections(env, key, place)
  return sections && readSection(env, key, sections.whole)
}

/** The same, and what of it went through a channel. */
export async function readChannelSeries(
  env: Pick<Env, 'ARCHIVE'>,
  run: NodeRun,
  place: NodePlace,
  channel: Channel,
): Promise<ChannelNodeSales | undefined> {
  const key = nodesKey({ tenantId: run.tenantId, jobId: run.runId })
  const sections = await readSections(env, key, place)
  if (sections === undefined) return undefined
  const section = channelSection(sections, channel)
  const [whole, through] = await Promise.all([
    readSection(env, key, sections.whole),
    section === undefined || typeof section === 'string' ? section : readSection(env, key, section),
  ])
  return whole && { whole, through }
}

async function readSections(
  env: Pick<Env, 'ARCHIVE'>,
  key: string,
  place: NodePlace,
): Promise<NodeSections | undefined> {
  const head = await readNodeHead(env, key)
  return head === null ? undefined : findNodeSections(head, place)
}

async function readNodeHead(env: Pick<Env, 'ARCHIVE'>, key: string): Promise<ArrayBuffer | null> {
  const head = await readRange(env, key, 0, nodeHeadBytes)
  if (head === null) return null
  const headLength = nodeHeadLength(head)
  return headLength > head.byteLength ? readRange(env, key, 0, headLength) : head
}

async function readSection(
  env: Pick<Env, 'ARCHIVE'>,
  key: string,
  { firstDay, offset, byteCount }: NodeSection,
): Promise<NodeSales | undefined> {
  const bytes = await readRange(env, key, offset, byteCount)
  return bytes === null ? undefined : { firstDay, ...readNodeSection(bytes) }
}

async function readObject(env: Pick<Env, 'ARCHIVE'>, key: string): Promise<ArrayBuffer | null> {
  return (await env.ARCHIVE.get(key))?.arrayBuffer() ?? null
}

async function readRange(
  env: Pick<Env, 'ARCHIVE'>,
  key: string,
  offset: number,
  length: number,
): Promise<ArrayBuffer | null> {
  const object = await env.ARCHIVE.get(key, { range: { offset, length } })
  return object === null ? null : object.arrayBuffer()
}
