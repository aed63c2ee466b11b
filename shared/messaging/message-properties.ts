import type { Json, JsonObject } from '../kernel/json.ts'

/** Longest text of a message that an event keeps, in UTF-16 code units. */
export const maxTextLength = 1_000
/** More attachments than this are counted and not listed. */
const maxMediaListed = 10

/** What an event says about one message, by the same names whatever vendor carried it. All but the first two may be unknown. */
export interface MessageDetails {
  /** The vendor's own number of the message. */
  readonly messageId: string
  /** `inbound`: the person wrote it. `outbound`: the shop did. */
  readonly direction: 'inbound' | 'outbound'
  /** `text`, `image`, `location` ... */
  readonly messageType?: string | undefined
  readonly text?: string | undefined
  readonly mediaCount?: number | undefined
  /** MIME types, in the order of the attachments. */
  readonly mediaTypes?: readonly string[] | undefined
  /** Where the vendor keeps the attachments. Patron never fetches them by itself. */
  readonly mediaUrls?: readonly string[] | undefined
  /** The vendor's ids of the attachments, where it gives no addresses. */
  readonly mediaIds?: readonly string[] | undefined
  /** `sent`, `delivered`, `read`, `failed` ... */
  readonly status?: string | undefined
  readonly errorCode?: string | undefined
  readonly errorMessage?: string | undefined
  /** What the shop gave a button or list row to say when it is chosen. */
  readonly buttonPayload?: string | undefined
  /** The message that this one answers. */
  readonly repliedToId?: string | undefined
  /** The shop's own number or sender. */
  readonly businessNumber?: string | undefined
  /** The advertisement that the person came from. */
  readonly referral?: JsonObject | undefined
  readonly location?: JsonObject | undefined
  /** Whatever else a vendor says. */
  readonly more?: Readonly<Record<string, Json | undefined>> | undefined
}

/** The properties of a message event: only what is known, texts cut to {@link maxTextLength}. */
export function messageProperties({
  mediaTypes,
  mediaUrls,
  mediaIds,
  more,
  ...rest
}: MessageDetails): JsonObject {
  return known({
    ...rest,
    mediaTypes: listed(mediaTypes),
    mediaUrls: listed(mediaUrls),
    mediaIds: listed(mediaIds),
    ...more,
  })
}

/** The object without what is undefined or empty, texts cut alike; itself undefined when nothing is left. */
export function knownOrNothing(fields: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const found = known(fields)
  return Object.keys(found).length === 0 ? undefined : found
}

/** At most {@link maxTextLength} code units, no half surrogate pairs; undefined for no text. */
export function shortText(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  const cut = text.slice(0, maxTextLength)
  const isSplit = text.length > maxTextLength && /[\ud800-\udbff]$/.test(cut)
  return (isSplit ? cut.slice(0, -1) : cut).toWellFormed()
}

function listed(values: readonly string[] | undefined): string[] | undefined {
  return values === undefined || values.length === 0
    ? undefined
    : values.slice(0, maxMediaListed).map((value) => shortText(value) ?? '')
}

function known(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const found: JsonObject = {}
  for (const [name, value] of Object.entries(fields)) {
    const kept = typeof value === 'string' ? shortText(value) : value
    if (kept !== undefined) found[name] = kept
  }
  return found
}
