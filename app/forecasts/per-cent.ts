/** A rate as people type it in per cent: "-10", "12,5 %". NaN for what is no number. */
export function perCent(text: string): number {
  return Number(text.replace(',', '.').replace('−', '-').replace('%', '').trim()) / 100
}
