import { type Consents, consentsInForce } from '../customers/consents.ts'

/** What a person said about the use of the data as a whole. */
export interface PrivacyWord {
  /** Since when the data may only be kept (Art. 18 GDPR), UTC epoch ms; null: it may be used. */
  readonly restrictedAt: number | null
  /** What the person said about being profiled; null: nothing. */
  readonly isProfilingAllowed: boolean | null
}

/** The most restrictive side of a merged customer decides, as with every consent. */
export function privacyWord(consents: Consents | undefined): PrivacyWord {
  const said = consentsInForce(consents).filter(({ channel }) => channel === null)
  const processing = said.find(({ purpose }) => purpose === 'processing')
  const profiling = said.find(({ purpose }) => purpose === 'profiling')
  return {
    restrictedAt: processing?.isGranted === false ? processing.occurredAt : null,
    isProfilingAllowed: profiling?.isGranted ?? null,
  }
}

/** Whether the data may be used for more than being kept: messages, sending to other systems, predictions. */
export function mayUse({ restrictedAt }: Pick<PrivacyWord, 'restrictedAt'>): boolean {
  return restrictedAt === null
}
