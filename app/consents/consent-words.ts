import type { NewConsents } from '#shared/contracts/consents.ts'

/** How a person may have said what they allow. */
export const consentMethodNames: Readonly<Record<NewConsents['method'], string>> = {
  portal: 'In the portal',
  'web-form': 'In a form on the website',
  'in-store': 'In the store',
  email: 'By e-mail',
  phone: 'By telephone',
  letter: 'By letter',
  message: 'By a message',
  other: 'Another way',
}

type Statement = NewConsents['statements'][number]

/** What staff can note, in the order it is offered. */
export const notedPurposes: readonly Statement['purpose'][] = [
  'marketing',
  'analytics',
  'personalisation',
  'profiling',
  'sale-of-data',
]
export const notedChannels: readonly NonNullable<Statement['channel']>[] = [
  'email',
  'sms',
  'whatsapp',
  'phone',
  'push',
  'post',
]
