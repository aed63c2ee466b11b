/**
 * How much wider a range must be because its scale was measured on few errors: Student's quantile with `freedom` degrees (1 or more, may be a fraction) over the normal one,
 * at the probability 0..1 of either tail. 1 for infinitely many, and near the median.
 */
export function studentInflation(probability: number, freedom: number): number {
  const tail = 2 * Math.min(probability, 1 - probability)
  if (freedom > 1000 || tail > 0.98 || tail <= 0) return 1
  return studentQuantile(tail, freedom) / -normalQuantile(tail / 2)
}

/** The value that Student's t exceeds in size with probability `tails` (Hill 1970, algorithm 396). */
export function studentQuantile(tails: number, freedom: number): number {
  const a = 1 / (freedom - 0.5)
  const b = 48 / (a * a)
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom
  let y = (d * tails) ** (2 / freedom)
  if (y > 0.05 + a) {
    const x = normalQuantile(tails / 2)
    y = x * x
    if (freedom < 5) c += 0.3 * (freedom - 4.5) * (x + 0.6)
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = Math.expm1(a * y * y)
  } else {
    const inner = 1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3)
    y = ((inner + 0.5 / (freedom + 4)) * y - 1) * ((freedom + 1) / (freedom + 2)) + 1 / y
  }
  return Math.sqrt(freedom * y)
}

/** The value below which a standard normal lies with `probability`, to 0.00045 (Abramowitz and Stegun 1964, 26.2.23). */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability)
  const t = Math.sqrt(-2 * Math.log(tail))
  const size =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  return probability < 0.5 ? -size : size
}
