const precision = 1e-16
const maxTerms = 200_000
const maxFractionSteps = 1000

/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) for real a and b, c > 0 and z < 1. Relative precision about 1e-12 where a
 * and b are positive; where terms of both signs cancel, absolute. NaN outside.
 *
 * Sums the series (DLMF 15.2.1) after the transformation that makes it shortest: Pfaff's for z < 0 (15.8.1), Euler's
 * when that has smaller parameters.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(c > 0) || !(z < 1)) return Number.NaN
  if (z === 0 || a === 0 || b === 0) return 1
  if (z < 0) return (1 - z) ** -a * hypergeometric(a, c - b, c, z / (z - 1))
  const isSmallerAfterEuler = Math.max(Math.abs(c - a), Math.abs(c - b)) < Math.max(Math.abs(a), Math.abs(b))
  return isSmallerAfterEuler ? (1 - z) ** (c - a - b) * series(c - a, c - b, c, z) : series(a, b, c, z)
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let index = 0; index < maxTerms; index += 1) {
    term *= (((a + index) * (b + index)) / ((c + index) * (index + 1))) * z
    sum += term
    if (Math.abs(term) <= Math.abs(sum) * precision) break
  }
  return sum
}

/**
 * 2F1(1, b; c; z) for c > 1, 0 <= b <= c and 0 <= z < 1, by Gauss's continued fraction (DLMF 15.7.5): some ten steps where the
 * series takes hundreds, also for large parameters, and nothing that overflows. Relative precision 1e-14; NaN where z is so
 * near 1 (from about .9999) that a thousand steps do not suffice.
 */
export function hypergeometricOfOne(b: number, c: number, z: number): number {
  if (z === 0 || b === 0) return 1
  // Lentz's method on 1 - u1 z / (1 - u2 z / (1 - ...)), whose reciprocal is the value.
  let up = 1
  let down = 0
  let fraction = 1
  for (let step = 1; step <= maxFractionSteps; step += 1) {
    const half = step >> 1
    const u =
      (step & 1) === 1
        ? ((b + half) * (c - 1 + half)) / ((c - 1 + 2 * half) * (c + 2 * half))
        : (half * (c - 1 - b + half)) / ((c + 2 * half - 2) * (c + 2 * half - 1))
    const numerator = -u * z
    down = 1 / (1 + numerator * down)
    up = 1 + numerator / up
    const change = up * down
    fraction *= change
    if (Math.abs(change - 1) < precision * 4) return 1 / fraction
  }
  return Number.NaN
}
