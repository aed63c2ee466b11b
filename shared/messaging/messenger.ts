import type { JsonObject } from '../kernel/json.ts'
import type { Failure, Result } from '../kernel/result.ts'
import type { VendorAddress, VendorRequest, VendorResponse } from '../sources/backfill.ts'
import type { MessageChannel } from './opt-out-words.ts'

/** Who gets a message: a number in E.164, or a business-scoped id of WhatsApp where the number is hidden. */
export type MessageTarget = { readonly phone: string } | { readonly whatsappId: string }

/** A text, or a template that the vendor has approved; its parameters are numbered from 1. */
export type MessageContent =
  | { readonly text: string }
  | {
      readonly template: {
        readonly name: string
        readonly language: string
        readonly parameters: readonly string[]
      }
    }

/** One message on its way out. */
export interface OutgoingMessage {
  readonly channel: MessageChannel
  readonly target: MessageTarget
  readonly content: MessageContent
  /** Where the vendor is to report what becomes of it. */
  readonly statusUrl: string
}

/** A vendor has taken a message; whether it arrives is told later, at the connection's door. */
export interface TakenMessage {
  readonly messageId: string
  readonly status: string
}

/** Why a message was not sent, or may not have been. Listed in docs/reference/failures.md. */
export interface SendFailure extends Failure {
  readonly kind:
    | 'unfit-settings'
    | 'unfit-credentials'
    | 'message-refused'
    | 'rate-limited'
    | 'vendor-unavailable'
    | 'outcome-unknown'
  /** The vendor's own number of the error; null when it gave none. */
  readonly vendorCode: string | null
  /** How long the vendor asks to wait; null when it does not say. */
  readonly afterSeconds: number | null
}

/** How to send messages through one vendor. Pure: the call itself is made by the Worker. */
export interface Messenger {
  readonly channels: readonly MessageChannel[]
  /** Where the vendor is and what shows who asks. Fails with `unfit-settings` or `unfit-credentials`. */
  address(
    settings: JsonObject,
    credentials: Readonly<Record<string, string>>,
  ): Result<VendorAddress, SendFailure>
  /** The call that sends. Fails with `unfit-settings`, or with `message-refused` for what the vendor cannot send. */
  request(
    message: OutgoingMessage,
    settings: JsonObject,
    credentials: Readonly<Record<string, string>>,
  ): Result<VendorRequest, SendFailure>
  /** What the vendor's answer means. */
  readAnswer(response: VendorResponse): Result<TakenMessage, SendFailure>
}
