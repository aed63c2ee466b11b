import { forecastNodes, type NodeOutlook } from '#shared/demand/forecast-nodes.ts'
import { type ReconciledNodes, reconcileNodes } from '#shared/demand/reconcile-nodes.ts'
import type { JobStep } from '../job-ports.ts'
import { type ForecastCursor, forecastCursor, leftBy, readJson, writeFresh } from './forecast-cursor.ts'
import { readTally } from './forecast-items.ts'
import { phaseStart, progressIn, workMs } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { knownNodes, readLearned } from './learned-sales.ts'
import { addMissed } from './missed-sums.ts'
import { NodeSums } from './node-sums.ts'

/** Nodes between two looks at the clock. */
const nodesAtOnce = 5

/** Forecasts sums by themselves, and then makes sums and items agree. */
export const reconcileForecasts: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  const learned = await readLearned(cursor.learned, ports)
  const sums = NodeSums.read(await ports.files.read(leftBy(cursor.sums)))
  await addMissed(sums, cursor.missed, ports)
  const nodes = knownNodes(sums, learned)
  if (cursor.nodeCount < nodes.length) {
    const made: NodeOutlook[] = []
    const beganMs = ports.nowMs()
    let { nodeCount } = cursor
    while (nodeCount < nodes.length && ports.nowMs() - beganMs < workMs) {
      // A Worker's clock stands still between two calls to the outside; and nobody waits for a job that was cancelled.
      const seen = await ports.jobs.find(job.jobId)
      if (seen?.step !== job.step) break
      made.push(...forecastNodes(nodes.slice(nodeCount, nodeCount + nodesAtOnce), learned.knowledge))
      nodeCount = Math.min(nodes.length, nodeCount + nodesAtOnce)
    }
    const name = await writeFresh('nodes', JSON.stringify(made), ports)
    sums.free()
    const next: ForecastCursor = { ...cursor, nodes: [...cursor.nodes, name], nodeCount }
    return {
      changes: {
        phase: 'reconciling',
        cursor: JSON.stringify(next),
        progressPermille: progressIn('reconciling', 'settling', nodeCount / nodes.length),
      },
      written: [name],
    }
  }
  sums.free()
  const outlooks: NodeOutlook[] = []
  for (const name of cursor.nodes) outlooks.push(...(await readJson<NodeOutlook[]>(name, ports)))
  const { leafBlocks } = await readTally(cursor, ports)
  const reconciled = await writeFresh(
    'reconciled',
    JSON.stringify(withoutErrors(reconcileNodes(outlooks, leafBlocks))),
    ports,
  )
  return {
    changes: {
      phase: 'settling',
      cursor: JSON.stringify({ ...cursor, reconciled } satisfies ForecastCursor),
      progressPermille: phaseStart.settling,
    },
    written: [reconciled],
    obsolete: cursor.nodes,
  }
}

/** They have done their work; nobody else reads them. */
function withoutErrors({ nodes, factors }: ReconciledNodes): ReconciledNodes {
  return { nodes: nodes.map((node) => ({ ...node, errors: [] })), factors }
}
