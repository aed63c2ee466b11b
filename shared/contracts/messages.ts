import * as z from 'zod'
import { type Answer, jsonPost, type Send } from './send.ts'

const templateSchema = z
  .object({
    name: z
      .string()
      .min(1)
      .max(512)
      .meta({ description: 'WhatsApp: its name. Twilio: its content SID', example: 'order_on_its_way' }),
    language: z.string().min(2).max(16).default('en').meta({ example: 'en_GB' }),
    parameters: z.array(z.string().min(1).max(1_024)).max(50).default([]),
  })
  .meta({
    description: 'Approved by the vendor; needed on WhatsApp when the person has not written for 24 hours',
  })

export const sendMessageSchema = z
  .object({
    connection: z.object({ source: z.string().min(1).max(40), connectionId: z.string().min(1).max(40) }),
    to: z
      .object({
        phone: z.string().min(1).max(64).optional(),
        customerId: z.string().min(1).max(64).optional(),
      })
      .refine(({ phone, customerId }) => (phone === undefined) !== (customerId === undefined), {
        error: 'must have either phone or customerId',
      }),
    channel: z.enum(['whatsapp', 'sms']).default('whatsapp'),
    purpose: z.enum(['marketing', 'service']).default('marketing').meta({
      description: 'marketing is refused where the person said no; service is an answer or news of an order',
    }),
    text: z.string().min(1).max(1_600).optional(),
    template: templateSchema.optional(),
  })
  .refine(({ text, template }) => (text === undefined) !== (template === undefined), {
    error: 'must have either text or template',
  })
  .meta({ id: 'SendMessage' })
export type NewMessage = z.input<typeof sendMessageSchema>
export type ParsedMessage = z.output<typeof sendMessageSchema>

export const sentMessageSchema = z
  .object({
    messageId: z.string().meta({ description: "The vendor's own number of the message" }),
    status: z
      .string()
      .meta({ description: 'What the vendor said of it; what becomes of it comes by webhook' }),
    channel: z.enum(['whatsapp', 'sms']),
    customerId: z.string().nullable().meta({ description: 'null: the number is not known yet' }),
    isRepeat: z.boolean().meta({ description: 'Whether it was sent before under this idempotency key' }),
  })
  .meta({ id: 'SentMessage' })
export type SentMessageView = z.infer<typeof sentMessageSchema>

export const messageSenderListSchema = z
  .object({
    senders: z.array(
      z.object({
        source: z.string().meta({ example: 'twilio' }),
        connectionId: z.string(),
        label: z.string().meta({ description: 'What staff call the connection' }),
        channel: z.enum(['whatsapp', 'sms']),
      }),
    ),
  })
  .meta({ id: 'MessageSenderList' })
export type MessageSenderList = z.infer<typeof messageSenderListSchema>

/** What the client can do with messages. */
export interface MessageOperations {
  listMessageSenders(): Answer<MessageSenderList>
  /** With a key of the caller's own, sending the same message again sends nothing and gives the first answer. */
  sendMessage(message: NewMessage, idempotencyKey?: string): Answer<SentMessageView>
}

export function messageOperations(send: Send): MessageOperations {
  return {
    listMessageSenders: () => send(messageSenderListSchema, '/v1/messages/senders'),
    sendMessage: (message, idempotencyKey) => {
      const init = jsonPost(message)
      const headers = new Headers(init.headers)
      if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey)
      return send(sentMessageSchema, '/v1/messages', { ...init, headers })
    },
  }
}
