import type { PatronClient } from '#shared/contracts/client.ts'
import type { NewConsents } from '#shared/contracts/consents.ts'
import { consentMethodNames, notedChannels, notedPurposes } from './consent-words.ts'

/** What a form notes; anything it does not know is as little as it can be: a no, on all channels. */
function readNote(form: FormData): NewConsents {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const methods = Object.keys(consentMethodNames) as NewConsents['method'][]
  return {
    statements: [
      {
        purpose: notedPurposes.find((purpose) => purpose === text('purpose')) ?? 'marketing',
        channel: notedChannels.find((channel) => channel === text('channel')) ?? null,
        isGranted: text('answer') === 'yes',
      },
    ],
    textVersion: text('textVersion') === '' ? null : text('textVersion'),
    method: methods.find((method) => method === text('method')) ?? 'other',
  }
}

/** Does what a form of the page of consents says: "note", "restrict", "lift", "object" or "withdraw". */
export function changeConsents(api: PatronClient, customerId: string, form: FormData) {
  switch (form.get('intent')) {
    case 'restrict':
      return api.restrictProcessing(customerId)
    case 'lift':
      return api.liftRestriction(customerId)
    case 'object':
      return api.objectToProfiling(customerId)
    case 'withdraw':
      return api.withdrawObjection(customerId)
    default:
      return api.updateConsents(customerId, readNote(form))
  }
}
