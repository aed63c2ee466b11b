import type { MatchingRunRow } from '#shared/database/tables/matching-run.ts'
import type { ProposedMatch } from '#shared/identity/decision-records.ts'
import { clusterPairs, type ScoredPair } from '#shared/identity/matching/cluster-pairs.ts'
import {
  addComparisonCounts,
  type ComparisonCounts,
  countComparisons,
} from '#shared/identity/matching/count-comparisons.ts'
import { estimateModel } from '#shared/identity/matching/estimate-model.ts'
import { explainPair } from '#shared/identity/matching/explain-pair.ts'
import type { MatchModel } from '#shared/identity/matching/match-model.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { isRecordInPartition, type Partition } from '#shared/identity/matching/partition.ts'
import { scorePartition } from '#shared/identity/matching/propose-pairs.ts'
import { mergeSurveys, type Survey, startSurvey } from '#shared/identity/matching/survey.ts'
import { hash53 } from '#shared/kernel/hash.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { MatchingChanges, MatchingPorts } from './matching-ports.ts'
import { recordText } from './record-text.ts'

const recordsPerPage = 5_000
/** Nobody works through more questions of one run; the likeliest are asked. */
const maxProposals = 5_000
const proposalsPerCall = 200

/** Does one step of a run and tells what it changes. Done again from the same row, it writes the same. */
export type MatchingStep = (run: MatchingRunRow, ports: MatchingPorts) => Promise<MatchingChanges>

/** How common names, streets and the like are, and which blocks are too large. */
export const survey: MatchingStep = async (run, ports) => {
  const counting = startSurvey(partitionOf(run))
  for await (const page of pages(ports)) for (const record of page) counting.add(record)
  const part = counting.finish()
  await ports.notes.write(noteName(run, 'survey', run.partition), part)
  if (!isLast(run)) return { partition: run.partition + 1 }
  const surveys = await readParts<Survey>(run, ports, 'survey')
  await ports.notes.write(noteName(run, 'survey'), mergeSurveys(surveys))
  return { state: 'counting', partition: 0, recordCount: part.recordCount }
}

/** How records of one person and of two compare: what the weights are estimated from. */
export const count: MatchingStep = async (run, ports) => {
  const known = await ports.notes.read<Survey>(noteName(run, 'survey'))
  const records = await recordsOf(run, ports)
  const random = seededRandom(hash53(`${run.runId}:${run.partition}`))
  const part = countComparisons(records, known, random, partitionOf(run))
  await ports.notes.write(noteName(run, 'count', run.partition), part)
  if (!isLast(run)) return { partition: run.partition + 1 }
  const counts = addComparisonCounts(await readParts<ComparisonCounts>(run, ports, 'count'))
  await ports.notes.write(noteName(run, 'model'), estimateModel(counts, run.recordCount))
  return { state: 'scoring', partition: 0 }
}

/** Which pairs are probably one person. */
export const score: MatchingStep = async (run, ports) => {
  const known = await ports.notes.read<Survey>(noteName(run, 'survey'))
  const model = await ports.notes.read<MatchModel>(noteName(run, 'model'))
  const records = await recordsOf(run, ports)
  const pairs = scorePartition(records, known, model, partitionOf(run)).slice(0, maxProposals)
  await ports.notes.write(noteName(run, 'pairs', run.partition), pairs)
  if (!isLast(run)) return { partition: run.partition + 1 }
  return { state: 'proposing', partition: 0 }
}

/** Asks about the pairs, the likeliest first. */
export const propose: MatchingStep = async (run, ports) => {
  const known = await ports.notes.read<Survey>(noteName(run, 'survey'))
  const model = await ports.notes.read<MatchModel>(noteName(run, 'model'))
  const parts = await readParts<ScoredPair[]>(run, ports, 'pairs')
  const pairs = distinct(parts.flat())
    .sort((left, right) => right.weight - left.weight)
    .slice(0, maxProposals)
  const wanted = new Set(pairs.flatMap(({ leftId, rightId }) => [leftId, rightId]))
  const records = new Map<string, MatchRecord>()
  for await (const page of pages(ports)) {
    for (const record of page) if (wanted.has(record.customerId)) records.set(record.customerId, record)
  }
  // A customer may have gone since it was scored.
  const present = pairs.filter(({ leftId, rightId }) => records.has(leftId) && records.has(rightId))
  const isKeptApart = await ports.keptApart()
  const { links } = clusterPairs(present, records, model, known, isKeptApart)
  const proposals = links.flatMap((pair) => proposalOf(pair, records, model, known))
  let { reviewCount, mergeCount } = run
  for (let from = 0; from < proposals.length; from += proposalsPerCall) {
    const counts = await ports.propose(proposals.slice(from, from + proposalsPerCall))
    reviewCount += counts.reviewCount
    mergeCount += counts.mergeCount
  }
  await ports.notes.removeAll(run.runId)
  return { state: 'done', pairCount: proposals.length, reviewCount, mergeCount, finishedAt: ports.nowMs() }
}

function proposalOf(
  { leftId, rightId, weight }: ScoredPair,
  records: ReadonlyMap<string, MatchRecord>,
  model: MatchModel,
  known: Survey,
): ProposedMatch[] {
  const [left, right] = [records.get(leftId), records.get(rightId)]
  if (left === undefined || right === undefined) return []
  const contributions = explainPair(left, right, model, known).contributions.map((part) => ({
    ...part,
    left: recordText(left, part.field),
    right: recordText(right, part.field),
  }))
  return [{ customerIds: [leftId, rightId], matchWeight: weight, contributions }]
}

function distinct(pairs: readonly ScoredPair[]): ScoredPair[] {
  return [...new Map(pairs.map((pair) => [`${pair.leftId}|${pair.rightId}`, pair])).values()]
}

async function* pages(ports: MatchingPorts): AsyncGenerator<MatchRecord[]> {
  let afterCustomerId = ''
  for (;;) {
    const page = await ports.records(afterCustomerId, recordsPerPage)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < recordsPerPage) return
    afterCustomerId = last.customerId
  }
}

/** The records that the run's partition needs. */
async function recordsOf(run: MatchingRunRow, ports: MatchingPorts): Promise<MatchRecord[]> {
  const records: MatchRecord[] = []
  const partition = partitionOf(run)
  for await (const page of pages(ports)) {
    for (const record of page) if (isRecordInPartition(record, partition)) records.push(record)
  }
  return records
}

function partitionOf({ partition, partitionCount }: MatchingRunRow): Partition {
  return { index: partition, count: partitionCount }
}

function isLast({ partition, partitionCount }: MatchingRunRow): boolean {
  return partition + 1 >= partitionCount
}

function noteName({ runId }: MatchingRunRow, name: string, partition?: number): string {
  return partition === undefined ? `${runId}/${name}` : `${runId}/${name}-${partition}`
}

async function readParts<Value>(run: MatchingRunRow, ports: MatchingPorts, name: string): Promise<Value[]> {
  const parts: Value[] = []
  for (let partition = 0; partition < run.partitionCount; partition += 1) {
    parts.push(await ports.notes.read<Value>(noteName(run, name, partition)))
  }
  return parts
}
