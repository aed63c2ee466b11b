import { namedHex, namedUuid } from '../../simulators/named-ids.ts'
import type { Purchase } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { shopPhone } from '../../simulators/town.ts'
import { signTwilio } from './sign.ts'

const accountSid = `AC${namedHex('twilio-account', 32)}`

type Fields = Readonly<Record<string, string>>

const writers: ReadonlyMap<string, (purchase: Purchase) => Fields> = new Map([
  ['status/sent', simulatedStatus('sent')],
  ['status/delivered', simulatedStatus('delivered')],
  ['status/read', simulatedStatus('read')],
  ['message', (purchase: Purchase) => simulatedWhatsApp(purchase, questionOf(purchase))],
  ['message/stop', (purchase: Purchase) => simulatedWhatsApp(purchase, 'STOP')],
  ['message/sms', simulatedSms],
  [
    'status/undelivered',
    (purchase: Purchase) => ({ ...simulatedStatus('undelivered')(purchase), ...notTaken }),
  ],
])
const notTaken = { ErrorCode: '63016', ErrorMessage: 'Outside the allowed window.' }

/**
 * Webhooks of Twilio: messages that come in, and what became of one that was sent. Twilio calls every message that
 * comes in `message`; what follows the stroke is ours.
 */
export const twilioSimulator: Simulator = {
  source: 'twilio',
  signsBody: true,
  life: [
    { topic: 'status/sent', step: 'placed' },
    { topic: 'status/delivered', step: 'paid' },
    { topic: 'status/read', step: 'fulfilled' },
  ],
  others: ['message', 'message/stop', 'message/sms', 'status/undelivered'].map((topic) => ({
    topic,
    step: 'placed',
  })),
  write: ({ topic, purchase, atMs }: Happening) => ({
    body: new URLSearchParams(writers.get(topic)?.(purchase)).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': namedUuid(`twilio:${topic}:${purchase.number}:${atMs}`),
    },
  }),
  sign: ({ url, body }, secret) => signTwilio(url, body, secret),
}

function questionOf({ lines, anyNumber }: Purchase): string {
  const name = lines[0]?.product.name ?? ''
  return anyNumber < 50 ? `Do you still have the ${name}?` : `When does my ${name} arrive? 🙂`
}

/** What every message and status has. */
function identified(sid: string): Fields {
  return { ApiVersion: '2010-04-01', AccountSid: accountSid, MessageSid: sid, SmsSid: sid }
}

function simulatedWhatsApp({ number, shopper }: Purchase, text: string): Fields {
  const sid = `SM${namedHex(`whatsapp-message:${number}`, 32)}`
  return {
    ...identified(sid),
    SmsMessageSid: sid,
    SmsStatus: 'received',
    MessageType: 'text',
    From: `whatsapp:${shopper.phone}`,
    To: `whatsapp:${shopPhone}`,
    WaId: shopper.phone.slice(1),
    ProfileName: `${shopper.firstName} ${shopper.lastName}`,
    Body: text,
    NumMedia: '0',
    NumSegments: '1',
    ReferralNumMedia: '0',
  }
}

function simulatedSms(purchase: Purchase): Fields {
  const sid = `SM${namedHex(`sms-message:${purchase.number}`, 32)}`
  return {
    ...identified(sid),
    SmsMessageSid: sid,
    SmsStatus: 'received',
    From: purchase.shopper.phone,
    To: shopPhone,
    FromCountry: 'GB',
    ToCountry: 'GB',
    Body: questionOf(purchase),
    NumMedia: '0',
    NumSegments: '1',
  }
}

function simulatedStatus(status: string): (purchase: Purchase) => Fields {
  return ({ number, shopper }) => ({
    ...identified(`SM${namedHex(`sent-message:${number}`, 32)}`),
    SmsStatus: status,
    MessageStatus: status,
    From: `whatsapp:${shopPhone}`,
    To: `whatsapp:${shopper.phone}`,
    ChannelPrefix: 'whatsapp',
    ChannelToAddress: `${shopper.phone.slice(0, -4)}XXXX`,
  })
}
