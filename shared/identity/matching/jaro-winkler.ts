/** Winkler gives the bonus for a common start only to texts that are alike without it. */
const bonusFrom = 0.7
const maxPrefixLength = 4
const prefixScale = 0.1

/**
 * How alike two texts are, 0..1: Jaro's share of common characters, less for those out of order, more for a common
 * start of up to four (Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
 * Record Linkage, 1990). Two empty texts are equal.
 */
export function jaroWinkler(left: string, right: string): number {
  const jaro = jaroSimilarity(left, right)
  if (jaro <= bonusFrom) return jaro
  const longest = Math.min(maxPrefixLength, left.length, right.length)
  let prefix = 0
  while (prefix < longest && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix += 1
  return jaro + prefix * prefixScale * (1 - jaro)
}

/** Jaro's comparator (1989), 0..1. */
export function jaroSimilarity(left: string, right: string): number {
  if (left === right) return 1
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1)
  const isTaken = new Uint8Array(right.length)
  const matched: number[] = []
  for (let index = 0; index < left.length; index += 1) {
    const code = left.charCodeAt(index)
    const end = Math.min(right.length, index + reach + 1)
    for (let other = Math.max(0, index - reach); other < end; other += 1) {
      if (isTaken[other] === 1 || right.charCodeAt(other) !== code) continue
      isTaken[other] = 1
      matched.push(code)
      break
    }
  }
  if (matched.length === 0) return 0
  let outOfOrder = 0
  let position = 0
  for (let other = 0; other < right.length; other += 1) {
    if (isTaken[other] !== 1) continue
    if (right.charCodeAt(other) !== matched[position]) outOfOrder += 1
    position += 1
  }
  const common = matched.length
  return (common / left.length + common / right.length + (common - outOfOrder / 2) / common) / 3
}
