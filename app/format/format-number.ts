const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** "334,054". */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** "12", "0.4": units may be fractions. */
export function formatQuantity(quantity: number): string {
  return Number.isInteger(quantity) ? formatCount(quantity) : String(quantity)
}

/** A rate of 0..1 as "42 %"; what is not quite nothing is "< 1 %". */
export function formatRate(rate: number): string {
  if (rate > 0 && rate < 0.01) return '< 1 %'
  return `${whole.format(rate * 100)} %`
}

/** "1 order", "2 orders". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const byteUnits = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** "23.4 MB", by thousands. */
export function formatBytes(byteCount: number): string {
  let value = byteCount
  let unit = 0
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${byteUnits[unit]}`
}
