import type { CustomerSummary, TimelineItem } from '#shared/contracts/customers.ts'

type Channel = CustomerSummary['channels'][number]

/** What people call the channels. */
export const channelNames: Record<Channel, string> = {
  web: 'Web shop',
  app: 'App',
  pos: 'Store',
  whatsapp: 'WhatsApp',
  qr: 'QR code',
  email: 'E-mail',
  phone: 'Phone',
  crm: 'CRM',
  import: 'File import',
  other: 'Other',
}

/** What an order's event did to it. */
const orderChangeNames: Record<string, string> = {
  placed: 'Order placed',
  updated: 'Order changed',
  cancelled: 'Order cancelled',
  refunded: 'Refund',
}

/** One line that says what a timeline entry was. */
export function timelineTitle(item: Pick<TimelineItem, 'kind' | 'name' | 'order'>): string {
  if (item.order !== null) return orderChangeNames[item.order.change] ?? item.name
  if (item.kind === 'page' || item.kind === 'screen') return `Viewed ${item.name}`
  return item.kind === 'identify' ? 'Said who they are' : item.name
}

const shortIdLength = 16

/** An id that is too long for a table, by its end, which is where ids differ. */
export function shortId(id: string): string {
  return id.length <= shortIdLength ? id : `…${id.slice(-8)}`
}
