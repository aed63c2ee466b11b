import type { Source } from '../source.ts'
import { mapTwilio } from './map.ts'
import { twilioCredentialFields } from './messenger.ts'
import { describeTwilio, parseTwilio, type TwilioRecord } from './parse.ts'
import { twilioSettingsSchema } from './settings.ts'
import { verifyTwilio } from './verify.ts'

/** Messages by WhatsApp and SMS through Twilio, and what becomes of those that are sent. */
export const twilioSource = {
  name: 'twilio',
  authenticates: 'body',
  settings: twilioSettingsSchema,
  credentialFields: twilioCredentialFields,
  verify: verifyTwilio,
  describe: describeTwilio,
  parse: parseTwilio,
  map: mapTwilio,
  // Without it Twilio reports an error for every message; an empty answer sends nothing back to the person.
  answer: {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  },
} satisfies Source<TwilioRecord>
