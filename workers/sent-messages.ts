import * as z from 'zod'
import { sha256Hex } from '#shared/kernel/sha256-hex.ts'

/** Where what was sent under an idempotency key is kept: no text, no number, and of the person the customer's id alone. */
export const sentMessagesFolder = 'sent-messages/'

const recordSchema = z.object({
  /** SHA-256 of the request, so that a key is not used for another message. */
  fingerprint: z.string(),
  sent: z
    .object({
      messageId: z.string(),
      status: z.string(),
      customerId: z.string().nullable(),
      sentAtMs: z.int(),
      /** Whether its event is in the log. */
      isRecorded: z.boolean(),
    })
    .nullable(),
})
type SentMessageRecord = z.infer<typeof recordSchema>
export type KeptMessage = NonNullable<SentMessageRecord['sent']>

/** What is known of an idempotency key. */
export type MessageClaim =
  | { readonly state: 'new' }
  | { readonly state: 'sent'; readonly sent: KeptMessage }
  /** Another call is sending it at this moment, or one ended without saying how. */
  | { readonly state: 'open' }
  | { readonly state: 'other-message' }

/** Remembers what was sent under an idempotency key: written before the vendor is called, and after. */
export class SentMessages {
  readonly #bucket: R2Bucket
  readonly #name: string
  readonly #fingerprint: string

  private constructor(bucket: R2Bucket, name: string, fingerprint: string) {
    this.#bucket = bucket
    this.#name = name
    this.#fingerprint = fingerprint
  }

  static async of(bucket: R2Bucket, tenantId: string, key: string, request: string): Promise<SentMessages> {
    const name = `${sentMessagesFolder}${tenantId}/${await sha256Hex(key)}`
    return new SentMessages(bucket, name, await sha256Hex(request))
  }

  /** Takes the key for this call, unless it is taken. Of several calls at once, one gets `new`. */
  async claim(): Promise<MessageClaim> {
    const record: SentMessageRecord = { fingerprint: this.#fingerprint, sent: null }
    const onlyIf = new Headers({ 'if-none-match': '*' })
    const isFirst = (await this.#bucket.put(this.#name, JSON.stringify(record), { onlyIf })) !== null
    if (isFirst) return { state: 'new' }
    const kept = await this.#bucket.get(this.#name)
    if (kept === null) return { state: 'open' }
    const { fingerprint, sent } = recordSchema.parse(JSON.parse(await kept.text()))
    if (fingerprint !== this.#fingerprint) return { state: 'other-message' }
    return sent === null ? { state: 'open' } : { state: 'sent', sent }
  }

  async keep(sent: KeptMessage): Promise<void> {
    await this.#bucket.put(this.#name, JSON.stringify({ fingerprint: this.#fingerprint, sent }))
  }

  /** The message was surely not sent: the key may be used again. */
  async release(): Promise<void> {
    await this.#bucket.delete(this.#name)
  }
}
