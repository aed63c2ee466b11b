import type { SimulatedSourceList } from '#shared/contracts/simulations.ts'

/** The ways in which a simulated delivery can come. */
export const variantNames: Record<SimulatedSourceList['variants'][number], string> = {
  good: 'As it should',
  duplicate: 'Twice',
  late: 'Late',
  reordered: 'An order’s life, shuffled',
  'wrong-signature': 'With a wrong signature',
  'rotated-secret': 'With the secret before this one',
  tampered: 'Changed on the way',
}
