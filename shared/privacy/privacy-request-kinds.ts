/**
 * What a person, or a shop, may ask for about what is known. `shop-erasure`: a shop has left and wants its connection's
 * data gone. `restriction`: keep, but do not use (Art. 18 GDPR). `objection`: no profiling (Art. 21).
 */
export const privacyRequestKinds = [
  'erasure',
  'export',
  'shop-erasure',
  'restriction',
  'objection',
  'correction',
] as const
export type PrivacyRequestKind = (typeof privacyRequestKinds)[number]
