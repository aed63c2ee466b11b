/**
 * Keys of one day's segments of the archive (`events/<tenant>/<day>/<shard>/<name>`), newest first. Shards take turns,
 * so that whoever stops early has about the same time of each.
 */
export function newestSegments(keys: readonly string[]): string[] {
  const shards = Map.groupBy([...keys].sort().reverse(), (key) => key.slice(0, key.lastIndexOf('/')))
  const ranks = [...shards.values()].flatMap((ofShard) => ofShard.map((key, rank) => ({ key, rank })))
  return ranks.sort((left, right) => left.rank - right.rank).map(({ key }) => key)
}
