import type { TimelineItem } from '#shared/contracts/customers.ts'

/** One message of a customer, with what the vendor said of it last. */
export interface MessageEntry {
  readonly messageId: string
  readonly direction: 'inbound' | 'outbound'
  readonly channel: TimelineItem['channel']
  /** ISO 8601: of the message, or of the first thing known of it. */
  readonly at: string
  /** What it says; undefined where nobody told. */
  readonly text: string | undefined
  /** `queued`, `sent`, `delivered`, `read`, `failed` ...; undefined for what the customer wrote. */
  readonly status: string | undefined
  /** Why it did not arrive, in the vendor's words. */
  readonly problem: string | undefined
}

/** States after which a vendor tells nothing more of a message that matters here. */
const finalStatuses = new Set(['read', 'delivered', 'failed', 'undelivered', 'canceled'])

/** The messages among the entries of a timeline, the newest first. Later news of a message are part of it. */
export function messageHistory(items: readonly TimelineItem[]): MessageEntry[] {
  const byId = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const messageId = textAt(item, 'messageId')
    if (!item.name.startsWith('Message ') || messageId === undefined) continue
    byId.set(messageId, [...(byId.get(messageId) ?? []), item])
  }
  return [...byId]
    .map(([messageId, ofOne]): MessageEntry => {
      const [first, ...later] = [...ofOne].sort((left, right) =>
        left.occurredAt < right.occurredAt ? -1 : 1,
      )
      const all = first === undefined ? [] : [first, ...later]
      const latest = (name: string) =>
        all.reduceRight<string | undefined>((found, item) => found ?? textAt(item, name), undefined)
      const template = latest('templateName')
      return {
        messageId,
        direction: latest('direction') === 'inbound' ? 'inbound' : 'outbound',
        channel: first?.channel ?? 'other',
        at: first?.occurredAt ?? '',
        text: latest('text') ?? (template === undefined ? undefined : `Template ${template}`),
        status: latest('status'),
        problem: latest('errorMessage') ?? latest('errorCode'),
      }
    })
    .sort((left, right) => (left.at > right.at ? -1 : 1))
}

/** Whether more is to be expected of a message than is known. */
export function isOnItsWay({ direction, status }: MessageEntry): boolean {
  return direction === 'outbound' && (status === undefined || !finalStatuses.has(status))
}

function textAt({ properties }: TimelineItem, name: string): string | undefined {
  const value = properties[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
