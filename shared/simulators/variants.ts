/** The ways in which a delivery can come. */
export const variants = [
  'good',
  'duplicate',
  'late',
  'reordered',
  'wrong-signature',
  'rotated-secret',
  'tampered',
] as const
export type Variant = (typeof variants)[number]
