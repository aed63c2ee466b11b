/**
 * A quantity as people say it: three digits at most, so that 1,234.5 is "1,230", and one after the point below ten where it is not
 * whole. Below 0.05 it is "0".
 */
export function saidUnits(units: number): string {
  const size = Math.abs(units)
  if (size < 10) return plainNumber(Math.round(units * 10) / 10)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 2)
  return plainNumber(Math.round(units / step) * step)
}

/** A rate in percent: 0.123 is "12 %", and below ten percent "1.5 %". */
export function saidRate(rate: number): string {
  const percent = rate * 100
  return `${plainNumber(Math.abs(percent) < 9.95 ? Math.round(percent * 10) / 10 : Math.round(percent))} %`
}

/** Thousands are set apart by commas. */
function plainNumber(value: number): string {
  const [whole = '', fraction] = String(value + 0).split('.')
  const apart = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? apart : `${apart}.${fraction}`
}
