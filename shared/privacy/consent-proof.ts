/** How a person may say what they allow. */
export const consentMethods = [
  'portal',
  'web-form',
  'in-store',
  'email',
  'phone',
  'letter',
  'message',
  'other',
] as const
export type ConsentMethod = (typeof consentMethods)[number]

/** What shows that a person said it. */
export interface ConsentProof {
  /** The wording the person saw, as the shop calls it. */
  readonly textVersion: string | null
  readonly method: ConsentMethod
  /** `person`, the id of an account, or `api-key:<label>`. */
  readonly recordedBy: string
}
