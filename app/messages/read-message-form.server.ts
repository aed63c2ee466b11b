import type { NewMessage } from '#shared/contracts/messages.ts'
import type { MessageChannel } from './message-senders.ts'

/** What was typed, by field. */
export type MessageTexts = Readonly<Record<string, string>>

export function messageTexts(form: FormData): MessageTexts {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

/** The message that a form says, for one customer. Whether it may be sent is for the API to say. */
export function readMessageForm(texts: MessageTexts, customerId: string): NewMessage {
  const text = (name: string) => (texts[name] ?? '').trim()
  const [source = '', connectionId = '', channel = ''] = text('sender').split('/')
  const parameters = text('parameters') === '' ? [] : text('parameters').split(/\r?\n/)
  return {
    connection: { source, connectionId },
    to: { customerId },
    channel: channel as MessageChannel,
    purpose: text('purpose') === 'marketing' ? 'marketing' : 'service',
    ...(text('text') !== '' && { text: text('text') }),
    ...(text('templateName') !== '' && {
      template: { name: text('templateName'), language: text('templateLanguage') || 'en', parameters },
    }),
  }
}
