/** Names of the fields of a review's decision form, for the form and for whoever reads it. */
export const decisionFields = {
  decision: 'decision',
  note: 'note',
  /** The customers that are one person; one value each. */
  customer: 'customer',
  survivor: 'survivor',
} as const

const splitStart = 'split '

/** The field whose values are the identifiers to take out of this customer. */
export const splitField = (customerId: string) => `${splitStart}${customerId}`

/** The customer a field takes identifiers out of; undefined when it is another field. */
export function splitCustomerOf(field: string): string | undefined {
  return field.startsWith(splitStart) ? field.slice(splitStart.length) : undefined
}
