/** Blocks of seven days in a year. */
export const seasonBlocks = 52

/** The place in the year of a block: 0 is the first block ahead, -1 the last known one. */
export function seasonPhase(blockAhead: number): number {
  return ((blockAhead % seasonBlocks) + seasonBlocks) % seasonBlocks
}
