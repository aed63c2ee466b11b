import type { Source } from '../source.ts'
import { answerChallenge, verifyToken } from './challenge.ts'
import { mapWhatsApp } from './map.ts'
import { whatsAppCredentialFields } from './messenger.ts'
import { describeWhatsApp, parseWhatsApp, type WhatsAppRecord } from './parse.ts'
import { whatsAppSettingsSchema } from './settings.ts'
import { verifyWhatsApp } from './verify.ts'

/** Messages through Meta's WhatsApp Cloud API, and what becomes of those that are sent. */
export const whatsappSource = {
  name: 'whatsapp',
  authenticates: 'body',
  settings: whatsAppSettingsSchema,
  credentialFields: whatsAppCredentialFields,
  verify: verifyWhatsApp,
  handshake: answerChallenge,
  verifyToken,
  describe: describeWhatsApp,
  parse: parseWhatsApp,
  map: mapWhatsApp,
} satisfies Source<WhatsAppRecord>
