import type { Messenger } from '../messaging/messenger.ts'
import { twilioMessenger } from './twilio/messenger.ts'
import { whatsAppMessenger } from './whatsapp/messenger.ts'

/** The sources through which Patron can send messages, by name. */
export const messengers: ReadonlyMap<string, Messenger> = new Map([
  ['twilio', twilioMessenger],
  ['whatsapp', whatsAppMessenger],
])
