import * as z from 'zod'
import { textOf } from '../../kernel/json.ts'
import { succeed } from '../../kernel/result.ts'
import type { Messenger, OutgoingMessage } from '../../messaging/messenger.ts'
import { parseAnswer } from '../../messaging/parse-answer.ts'
import {
  failureOfStatus,
  messageRefused,
  outcomeUnknown,
  unfitCredentials,
  unfitSettings,
} from '../../messaging/send-failure.ts'
import type { CredentialField } from '../backfill.ts'
import { type TwilioSettings, twilioSettings } from './settings.ts'

/** What Twilio's API is called with; both stand on the first page of its console. */
export const twilioCredentialFields = [
  { name: 'accountSid', label: 'Account SID' },
  { name: 'authToken', label: 'Auth token' },
] as const satisfies readonly CredentialField[]

const takenSchema = z.object({ sid: z.string().min(1), status: z.string().default('queued') })
const errorSchema = z.object({ code: z.unknown(), message: z.string().optional().catch(undefined) })

/** Sends by Twilio's REST API: "Create a Message". */
export const twilioMessenger: Messenger = {
  channels: ['whatsapp', 'sms'],

  address(settings, { accountSid = '', authToken = '' }) {
    if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) return unfitCredentials('The account SID is none of Twilio’s')
    if (!/^[\x21-\x7e]{1,200}$/.test(authToken)) return unfitCredentials('The auth token is none')
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
    return succeed({
      baseUrl: twilioSettings(settings).apiUrl.replace(/\/+$/, ''),
      headers: { authorization },
    })
  },

  request(message, settings, { accountSid = '' }) {
    const read = twilioSettings(settings)
    const sender = message.channel === 'whatsapp' ? read.whatsappSender : read.smsSender
    if (sender === undefined) {
      return unfitSettings(`The connection’s settings name no ${message.channel}Sender`)
    }
    if (message.channel === 'sms' && !('phone' in message.target)) {
      return messageRefused('Who hides the number can be reached by WhatsApp only')
    }
    return succeed({
      method: 'POST',
      path: `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fieldsOf(message, sender)).toString(),
    })
  },

  readAnswer(response) {
    const body = parseAnswer(response.body)
    if (response.status >= 200 && response.status < 300) {
      const taken = takenSchema.safeParse(body)
      return taken.success
        ? succeed({ messageId: taken.data.sid, status: taken.data.status })
        : outcomeUnknown('Twilio took the message and did not say its number')
    }
    const error = errorSchema.safeParse(body).data
    return failureOfStatus(response, textOf(error?.code) ?? null, error?.message)
  },
}

function fieldsOf(
  { channel, target, content, statusUrl }: OutgoingMessage,
  sender: NonNullable<TwilioSettings['smsSender']>,
): Record<string, string> {
  const address = (end: string) => (channel === 'whatsapp' ? `whatsapp:${end}` : end)
  const from: Record<string, string> = /^MG[0-9a-f]{32}$/i.test(sender)
    ? { MessagingServiceSid: sender }
    : { From: address(sender) }
  const said: Record<string, string> =
    'text' in content
      ? { Body: content.text }
      : {
          ContentSid: content.template.name,
          ContentVariables: JSON.stringify(
            Object.fromEntries(content.template.parameters.map((value, index) => [String(index + 1), value])),
          ),
        }
  return {
    To: address('phone' in target ? target.phone : target.whatsappId),
    ...from,
    ...said,
    StatusCallback: statusUrl,
  }
}
