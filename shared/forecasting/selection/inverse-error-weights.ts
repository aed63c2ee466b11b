/**
 * Weights of a combination from the backtest errors of its members: the inverse of the squared error times a member's `trust`, adding up to one (Bates and Granger 1969, without
 * covariances, which cannot be estimated from so few origins). `unit` is a size of the series against which an error of zero is measured.
 */
export function inverseErrorWeights(
  errors: readonly number[],
  trust: readonly number[],
  unit: number,
): number[] {
  const floor = 1e-9 * unit + Number.MIN_VALUE
  const best = Math.min(...errors) + floor
  const raw = errors.map((error, at) => (trust[at] as number) * (best / (error + floor)) ** 2)
  const whole = raw.reduce((sum, weight) => sum + weight, 0)
  return raw.map((weight) => weight / whole)
}
