import type { IdentityGraph } from '#shared/contracts/identity.ts'
import { type CustomerBranch, identityTree, type NumberedEdge, type TreeNode } from './identity-tree.ts'

/** A node with its box: left, top, width and height in the drawing's units. */
export interface PlacedNode extends TreeNode {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line between two boxes, and where on it its number stands. */
export interface PlacedEdge {
  readonly kind: 'identifier' | 'merge'
  /** What it stands for; more than one where nodes are grouped. */
  readonly edges: readonly NumberedEdge[]
  /** The `d` of an SVG path. */
  readonly path: string
  readonly mark: { readonly x: number; readonly y: number }
}

export interface IdentityDrawing {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

export type GraphShape = 'wide' | 'narrow'

/** Radius of the circle around an edge's number. */
export const markRadius = 9

const boxHeight = 40
const rowPitch = 48
const blockGap = 24

/** Customers in the middle, one below the other, their identifiers to both sides. */
const wide = { width: 620, mostNodes: 60, leafWidth: 192, middleX: 232, middleWidth: 156, indent: 16 }
/** Everything in one column, what hangs from a customer set in below it. */
const narrow = { width: 340, mostNodes: 30, indent: 26 }

/**
 * Places the boxes and lines of an identity graph. The same graph always looks the same; no two boxes overlap and none
 * leaves the drawing, however large the graph: beyond 60 nodes (30 in the narrow shape) they are grouped.
 */
export function layoutIdentityGraph(graph: IdentityGraph, shape: GraphShape): IdentityDrawing {
  const canvas = new Canvas()
  const branches = identityTree(graph, shape === 'wide' ? wide.mostNodes : narrow.mostNodes)
  const place = shape === 'wide' ? placeWide : placeNarrow
  for (const branch of branches) place(canvas, branch, 0, undefined)
  return {
    width: shape === 'wide' ? wide.width : narrow.width,
    height: Math.max(boxHeight, canvas.bottom),
    nodes: canvas.nodes,
    edges: canvas.edges,
  }
}

/** What has been placed so far, and how far down it reaches. */
class Canvas {
  readonly nodes: PlacedNode[] = []
  readonly edges: PlacedEdge[] = []
  bottom = 0

  node(node: TreeNode, x: number, y: number, width: number): PlacedNode {
    const placed = { ...node, x, y, width, height: boxHeight }
    this.nodes.push(placed)
    this.bottom = Math.max(this.bottom, y + boxHeight)
    return placed
  }

  edge(
    kind: PlacedEdge['kind'],
    edges: readonly NumberedEdge[],
    path: string,
    markX: number,
    markY: number,
  ): void {
    if (edges.length > 0) this.edges.push({ kind, edges, path, mark: { x: markX, y: markY } })
  }
}

function placeWide(
  canvas: Canvas,
  branch: CustomerBranch,
  depth: number,
  parent: PlacedNode | undefined,
): void {
  const top = canvas.bottom === 0 ? 0 : canvas.bottom + blockGap
  const leftCount = Math.ceil(branch.leaves.length / 2)
  const height = Math.max(1, leftCount) * rowPitch - (rowPitch - boxHeight)
  const x = wide.middleX + depth * wide.indent
  const customer = canvas.node(
    branch.node,
    x,
    top + (height - boxHeight) / 2,
    wide.middleWidth - depth * wide.indent,
  )
  const middleY = customer.y + boxHeight / 2
  for (const [index, leaf] of branch.leaves.entries()) {
    const isLeft = index < leftCount
    const y = top + (isLeft ? index : index - leftCount) * rowPitch
    const placed = canvas.node(leaf, isLeft ? 0 : wide.width - wide.leafWidth, y, wide.leafWidth)
    const from = isLeft ? placed.width : placed.x
    const to = isLeft ? customer.x : customer.x + customer.width
    const out = isLeft ? 1 : -1
    const leafY = y + boxHeight / 2
    const path = `M${from} ${leafY}C${from + out * 28} ${leafY} ${to - out * 22} ${middleY} ${to} ${middleY}`
    canvas.edge('identifier', leaf.edges, path, from + out * (markRadius + 3), leafY)
  }
  if (parent !== undefined) {
    const lineX = parent.x + wide.indent / 2
    const entryY = customer.y + 9
    const path = `M${lineX} ${parent.y + boxHeight}V${entryY}H${customer.x}`
    canvas.edge('merge', branch.node.edges, path, lineX, customer.y - markRadius - 2)
  }
  for (const inner of branch.branches) placeWide(canvas, inner, depth + 1, customer)
}

function placeNarrow(
  canvas: Canvas,
  branch: CustomerBranch,
  depth: number,
  parent: PlacedNode | undefined,
): void {
  const customer = placeRow(canvas, branch.node, depth, parent, 'merge')
  for (const leaf of branch.leaves) placeRow(canvas, leaf, depth + 1, customer, 'identifier')
  for (const inner of branch.branches) placeNarrow(canvas, inner, depth + 1, customer)
}

/** One row of the narrow drawing, hanging from its parent by a line along the parent's left edge. */
function placeRow(
  canvas: Canvas,
  node: TreeNode,
  depth: number,
  parent: PlacedNode | undefined,
  kind: PlacedEdge['kind'],
): PlacedNode {
  const x = depth * narrow.indent
  const y = canvas.bottom === 0 ? 0 : canvas.bottom + (rowPitch - boxHeight)
  const placed = canvas.node(node, x, y, narrow.width - x)
  if (parent !== undefined) {
    const lineX = parent.x + narrow.indent / 2
    const middleY = y + boxHeight / 2
    const path = `M${lineX} ${parent.y + boxHeight}V${middleY}H${x}`
    canvas.edge(kind, node.edges, path, lineX, middleY)
  }
  return placed
}
