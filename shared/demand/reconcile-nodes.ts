import type { Hierarchy } from '../forecasting/reconciliation/hierarchy.ts'
import { reconcileMinimumTrace } from '../forecasting/reconciliation/minimum-trace.ts'
import { shrunkCovariance } from '../forecasting/reconciliation/shrunk-covariance.ts'
import type { NodeOutlook } from './forecast-nodes.ts'
import { nodeKey } from './node-demand.ts'
import { outlookBlocks } from './outlook.ts'

/** Outlooks of sums that add up, and by what the items of each category in each place have to be multiplied so that they add up to them. */
export interface ReconciledNodes {
  readonly nodes: readonly NodeOutlook[]
  /** By `nodeKey` of a category in a place, a number for each block. */
  readonly factors: Readonly<Record<string, readonly number[]>>
}

/** Sums of forecast items were nearer to what came than a node's own forecast in most shops we measured; a quarter is kept lest items are all off the same way. */
const shareOfNode = 0.25
const leastFactor = 0.25
const mostFactor = 4

/**
 * Makes sums add up by MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019). A category in a place begins at a quarter of its own forecast and three quarters of the sum of its items', two
 * forecasts of the same by different ways; stores, regions, categories and the total begin at their own. Nothing falls below zero, and no item is moved to more than four
 * times or less than a quarter.
 *
 * @param leafBlocks by `nodeKey` of a category in a place: the sums of its items' blocks. Without items there is nothing to sell.
 */
export function reconcileNodes(
  nodes: readonly NodeOutlook[],
  leafBlocks: Readonly<Record<string, ArrayLike<number>>>,
): ReconciledNodes {
  const bottom = nodes.filter(({ level }) => level === 'category-store')
  const sums = nodes.filter(({ level }) => level !== 'category-store')
  const hierarchy = hierarchyOfNodes(bottom, sums)
  const ordered = [...bottom, ...sums]
  const covariance = shrunkCovariance(ordered.map(({ errors }) => Float64Array.from(errors)))
  const leavesOf = bottom.map((node) => leafBlocks[nodeKey(node)])
  const blocks = ordered.map(() => new Array<number>(outlookBlocks).fill(0))
  const factors = bottom.map(() => new Array<number>(outlookBlocks).fill(1))

  for (let block = 0; block < outlookBlocks; block++) {
    const base = Float64Array.from(ordered, ({ outlook }, at) => {
      const own = outlook.blocks[block] as number
      if (at >= bottom.length) return own
      const leaves = leavesOf[at]?.[block] ?? 0
      return leaves > 0 ? shareOfNode * own + (1 - shareOfNode) * leaves : 0
    })
    const reconciled = reconcileMinimumTrace(hierarchy, base, covariance, true)
    bottom.forEach((_, at) => {
      const leaves = leavesOf[at]?.[block] ?? 0
      const ratio = leaves > 0 ? (reconciled[at] as number) / leaves : 1
      const factor = Math.max(leastFactor, Math.min(mostFactor, ratio))
      ;(factors[at] as number[])[block] = factor
      ;(blocks[at] as number[])[block] = factor * leaves
    })
    hierarchy.members.forEach((members, of) => {
      const sum = members.reduce((before, member) => before + (blocks[member]?.[block] as number), 0)
      ;(blocks[bottom.length + of] as number[])[block] = sum
    })
  }
  return {
    nodes: ordered.map((node, at) => moveTo(node, blocks[at] as number[])),
    factors: Object.fromEntries(bottom.map((node, at) => [nodeKey(node), factors[at] as number[]])),
  }
}

function hierarchyOfNodes(bottom: readonly NodeOutlook[], sums: readonly NodeOutlook[]): Hierarchy {
  const members = sums.map((sum) => {
    const within = bottom.flatMap((node, at) => {
      const belongs =
        sum.level === 'total' ||
        (sum.level === 'store' && sum.storeId === node.storeId) ||
        (sum.level === 'region' && sum.region === node.region) ||
        (sum.level === 'category' && sum.category === node.category)
      return belongs ? at : []
    })
    return Int32Array.from(within)
  })
  return { bottomCount: bottom.length, members }
}

/** The outlook with other blocks, its scales as much larger or smaller as these are. */
function moveTo(node: NodeOutlook, blocks: readonly number[]): NodeOutlook {
  const scales = node.outlook.scales.map((scale, block) => {
    const before = node.outlook.blocks[block] as number
    const ratio = before > 0 ? (blocks[block] as number) / before : 1
    return scale * Math.max(leastFactor, Math.min(mostFactor, ratio))
  })
  return { ...node, outlook: { ...node.outlook, blocks, scales } }
}
