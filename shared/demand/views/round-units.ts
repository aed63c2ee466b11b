/** Units with two digits after the point: more would say more than is known. Order is kept, so intervals stay nested. */
export function roundUnits(units: number): number {
  return Math.round(units * 100) / 100 + 0
}
