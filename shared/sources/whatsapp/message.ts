import * as z from 'zod'
import { latestEventMs, secondMs } from '../../kernel/time.ts'
import { id } from './person.ts'

/** Seconds since 1970, as text or number, read as epoch ms. */
export const momentMs = z
  .union([z.string().regex(/^\d{1,12}$/, 'is no number of seconds'), z.int().nonnegative()])
  .transform((seconds) => Number(seconds) * secondMs)
  .refine((epochMs) => epochMs <= latestEventMs, 'is after 2199')

/** Meta's id of a message (`wamid.`...). It becomes part of an event's id. */
export const messageId = z.string().trim().min(1).max(200)

const text = z.string().nullish()
/** A part that is read as it should be or not at all: it is only kept, and nothing is decided by it. */
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null)

const media = part({
  id,
  mime_type: text,
  caption: text,
  filename: text,
  voice: z.boolean().nullish(),
  url: text,
})
const reply = part({ id, title: text, description: text })

/** What went wrong with a message, by Meta's error codes. */
export const errorsSchema = z
  .array(
    z.object({
      code: id,
      title: text,
      message: text,
      error_data: z.object({ details: text }).nullish().catch(null),
    }),
  )
  .nullish()
  .catch(null)

/** The fields of a message that are read; those of other types are not there. */
export const messageSchema = z.object({
  id: messageId,
  timestamp: momentMs,
  type: z.string().max(64).default('unknown'),
  /** The sender's number, missing where the person hides it. */
  from: id,
  from_user_id: id,
  from_parent_user_id: id,
  group_id: id,
  context: part({
    id,
    forwarded: z.boolean().nullish(),
    frequently_forwarded: z.boolean().nullish(),
    referred_product: part({ catalog_id: id, product_retailer_id: id }),
  }),
  referral: part({
    source_type: text,
    source_id: id,
    source_url: text,
    headline: text,
    body: text,
    ctwa_clid: text,
  }),
  text: part({ body: text }),
  image: media,
  audio: media,
  voice: media,
  video: media,
  document: media,
  sticker: media,
  location: part({
    latitude: z.number().nullish(),
    longitude: z.number().nullish(),
    name: text,
    address: text,
  }),
  /** `contact_request`: the person sent their own card because the shop had asked for it. */
  origin: text,
  contacts: z
    .array(part({ phones: z.array(part({ phone: text })).nullish() }))
    .nullish()
    .catch(null),
  button: part({ text, payload: text }),
  interactive: part({
    type: text,
    button_reply: reply,
    list_reply: reply,
    nfm_reply: part({ name: text, response_json: text }),
  }),
  reaction: part({ message_id: text, emoji: text }),
  order: z
    .object({
      catalog_id: id,
      text,
      product_items: z.array(
        z.object({
          product_retailer_id: z.union([z.string().min(1), z.number()]).transform(String),
          quantity: z.coerce.number().positive(),
          item_price: z.coerce.number().nonnegative(),
          currency: z.string().regex(/^[A-Za-z]{3}$/, 'is no currency'),
        }),
      ),
    })
    .nullish(),
  system: part({
    type: text,
    wa_id: id,
    new_wa_id: id,
    user_id: id,
    parent_user_id: id,
    previous_user_id: id,
    previous_parent_user_id: id,
  }),
  errors: errorsSchema,
})
export type WhatsAppMessage = z.infer<typeof messageSchema>
