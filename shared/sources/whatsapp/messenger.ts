import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { succeed } from '../../kernel/result.ts'
import type { MessageContent, Messenger } from '../../messaging/messenger.ts'
import { parseAnswer } from '../../messaging/parse-answer.ts'
import {
  failureOfStatus,
  outcomeUnknown,
  rateLimited,
  unfitCredentials,
  unfitSettings,
  vendorUnavailable,
  waitOf,
} from '../../messaging/send-failure.ts'
import type { CredentialField } from '../backfill.ts'
import { id } from './person.ts'
import { whatsAppSettings } from './settings.ts'

/** What the Graph API is called with: a system user's token with `whatsapp_business_messaging`. */
export const whatsAppCredentialFields = [
  { name: 'accessToken', label: 'Access token' },
] as const satisfies readonly CredentialField[]

const takenSchema = z.object({
  messages: z
    .array(z.object({ id: z.string().min(1), message_status: z.string().default('accepted') }))
    .min(1),
})
const errorSchema = z.object({
  error: z.object({
    code: id,
    message: z.string().optional().catch(undefined),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
})

/** Meta answers most errors with status 400; these codes say that the same message may be sent later ("Error codes"). */
const rateCodes: ReadonlySet<string> = new Set(['4', '80007', '130429', '131048', '131056'])
const unavailableCodes: ReadonlySet<string> = new Set(['2', '131016', '133004'])
const tokenCodes: ReadonlySet<string> = new Set(['0', '3', '10', '190', '131005'])

/** Sends by the Cloud API's `/messages`. */
export const whatsAppMessenger: Messenger = {
  channels: ['whatsapp'],

  address(settings, { accessToken = '' }) {
    if (!/^[\x21-\x7e]{1,2000}$/.test(accessToken)) return unfitCredentials('The access token is none')
    const { apiUrl } = whatsAppSettings(settings)
    return succeed({
      baseUrl: apiUrl.replace(/\/+$/, ''),
      headers: { authorization: `Bearer ${accessToken}` },
    })
  },

  request({ target, content }, settings) {
    const { phoneNumberId, graphVersion } = whatsAppSettings(settings)
    if (phoneNumberId === undefined) return unfitSettings('The connection’s settings name no phoneNumberId')
    const to = 'phone' in target ? { to: target.phone.replace('+', '') } : { recipient: target.whatsappId }
    return succeed({
      method: 'POST',
      path: `/${graphVersion}/${phoneNumberId}/messages`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...to,
        ...contentOf(content),
      }),
    })
  },

  readAnswer(response) {
    const body = parseAnswer(response.body)
    if (response.status >= 200 && response.status < 300) {
      const [taken] = takenSchema.safeParse(body).data?.messages ?? []
      return taken === undefined
        ? outcomeUnknown('Meta took the message and did not say its number')
        : succeed({ messageId: taken.id, status: taken.message_status })
    }
    const error = errorSchema.safeParse(body).data?.error
    const code = error?.code ?? null
    const said = error?.error_data?.details ?? error?.message
    const afterSeconds = waitOf(response.headers.get('retry-after'))
    if (code !== null && rateCodes.has(code)) return rateLimited(said ?? 'Too fast', code, afterSeconds)
    if (code !== null && unavailableCodes.has(code)) {
      return vendorUnavailable(said ?? 'Not available', code, afterSeconds)
    }
    if (code !== null && tokenCodes.has(code)) return unfitCredentials(said ?? 'The token is refused', code)
    return failureOfStatus(response, code, said)
  },
}

function contentOf(content: MessageContent): JsonObject {
  if ('text' in content) return { type: 'text', text: { preview_url: false, body: content.text } }
  const { name, language, parameters } = content.template
  const body = { type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }
  const components = parameters.length === 0 ? {} : { components: [body] }
  return { type: 'template', template: { name, language: { code: language }, ...components } }
}
