/** Whether these can be where parts of something of this length begin: from 0 up to the length, never falling. */
export function areOffsets(starts: Uint32Array, length: number): boolean {
  if (starts[0] !== 0 || starts.at(-1) !== length) return false
  return starts.every((start, index) => index === 0 || start >= (starts[index - 1] as number))
}

export function areBelow(values: Uint32Array, limit: number): boolean {
  return values.every((value) => value < limit)
}
