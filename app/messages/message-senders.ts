import type { MessageSenderList } from '#shared/contracts/messages.ts'
import { connectionTitle } from '../connections/connection-address.ts'

/** A way to send a message: a connection, and a channel that it has. */
export type MessageSender = MessageSenderList['senders'][number]
export type MessageChannel = MessageSender['channel']

/** What people call the channels. */
export const messageChannelNames: Readonly<Record<MessageChannel, string>> = {
  whatsapp: 'WhatsApp',
  sms: 'SMS',
}

/** "WhatsApp, Shop in Bristol". */
export function senderTitle(sender: MessageSender): string {
  return `${messageChannelNames[sender.channel]}, ${connectionTitle(sender)}`
}

/** A way as one word of a form: "twilio/shop/sms". */
export function senderName({ source, connectionId, channel }: MessageSender): string {
  return `${source}/${connectionId}/${channel}`
}
