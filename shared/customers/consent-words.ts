import type { ConsentChannel, ConsentPurpose } from '../events/event.ts'

const purposeNames: Record<ConsentPurpose, string> = {
  processing: 'Any use of the data',
  marketing: 'Marketing',
  analytics: 'Analytics',
  personalisation: 'Personalisation',
  profiling: 'Profiling',
  'sale-of-data': 'Sale of data',
}

const channelWords: Record<ConsentChannel, string> = {
  email: 'e-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  phone: 'phone',
  push: 'push message',
  post: 'post',
}

/** What a consent is about, as a person would say it: "Sale of data by e-mail"; without a channel it is about all. */
export function consentWords(purpose: ConsentPurpose, channel: ConsentChannel | null): string {
  return channel === null ? purposeNames[purpose] : `${purposeNames[purpose]} by ${channelWords[channel]}`
}
