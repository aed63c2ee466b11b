/**
 * How series add up. Bottom series come first in every array (`nodes` 0 to `bottomCount` - 1), then the sums: `members[i]` are the bottom series that
 * node `bottomCount + i` is the sum of.
 */
export interface Hierarchy {
  readonly bottomCount: number
  readonly members: readonly Int32Array[]
}

/** Groups of bottom series by any number of labels (category, store, …), and the total as the last node when `withTotal`. */
export function hierarchyOf(labels: readonly (readonly string[])[], withTotal = true): Hierarchy {
  const members: Int32Array[] = []
  const levels = labels[0]?.length ?? 0
  for (let level = 0; level < levels; level++) {
    const groups = new Map<string, number[]>()
    labels.forEach((row, at) => {
      const label = row[level] as string
      const group = groups.get(label)
      if (group === undefined) groups.set(label, [at])
      else group.push(at)
    })
    for (const group of groups.values()) members.push(Int32Array.from(group))
  }
  if (withTotal) members.push(Int32Array.from(labels, (_, at) => at))
  return { bottomCount: labels.length, members }
}

/** The values of all nodes from those of the bottom. */
export function addUp({ bottomCount, members }: Hierarchy, bottom: Float64Array): Float64Array {
  const result = new Float64Array(bottomCount + members.length)
  result.set(bottom.subarray(0, bottomCount))
  members.forEach((group, at) => {
    let sum = 0
    for (const member of group) sum += bottom[member] as number
    result[bottomCount + at] = sum
  })
  return result
}
