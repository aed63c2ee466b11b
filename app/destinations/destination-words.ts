import type { DestinationRunView, DestinationView } from '#shared/contracts/destinations.ts'
import { consentWords } from '#shared/customers/consent-words.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { Tone } from '../components/badge.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { formatCount } from '../format/format-number.ts'

type Purpose = DestinationView['purpose']['purpose']
type Channel = NonNullable<DestinationView['purpose']['channel']>

/** What a destination may be sent for, in the order of a form. */
export const purposes = Object.keys({
  marketing: true,
  analytics: true,
  personalisation: true,
  profiling: true,
  'sale-of-data': true,
} satisfies Record<Purpose, true>) as Purpose[]

/** The ways to reach a person that may be allowed by themselves, and how a form calls them. */
export const channelNames: Readonly<Record<Channel, string>> = {
  email: 'By e-mail',
  sms: 'By SMS',
  whatsapp: 'By WhatsApp',
  phone: 'By phone',
  push: 'By push message',
  post: 'By post',
}

/** What Patron knows of every customer, by the names of a mapping. */
export const plainFieldNames: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone: 'Phone',
  displayName: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  customerId: 'Customer id of Patron',
  firstSeenAt: 'First seen',
  lastSeenAt: 'Last seen',
  orderCount: 'Number of orders',
  revenue: 'Revenue',
  currency: 'Currency of the revenue',
  channels: 'Channels',
}

/** Every consent that can be sent, by the names of a mapping. */
export const consentFieldNames: Readonly<Record<string, string>> = Object.fromEntries(
  purposes.flatMap((purpose) =>
    [null, ...(Object.keys(channelNames) as Channel[])].map((channel) => [
      channel === null ? `consent:${purpose}` : `consent:${purpose}:${channel}`,
      consentWords(purpose, channel),
    ]),
  ),
)

/** What a mapping's field is called. */
export function fieldName(field: string): string {
  if (field.startsWith('trait:')) return plainName(field.slice('trait:'.length))
  return plainFieldNames[field] ?? consentFieldNames[field] ?? field
}

/** How often a destination may be brought up to date, in minutes. */
export const usualIntervals: readonly number[] = [5, 15, 60, 360, 1_440, 10_080]

/** How often it is brought up to date; null: only when somebody starts it. */
export function intervalWords(everyMinutes: number | null): string {
  switch (everyMinutes) {
    case null:
      return 'Only when somebody starts it'
    case 60:
      return 'Every hour'
    case 1_440:
      return 'Every day'
    case 10_080:
      return 'Every week'
    default:
      return `Every ${formatDuration(everyMinutes * minuteMs)}`
  }
}

interface Word {
  readonly label: string
  readonly tone: Tone
}

/** How a run stands. */
export const runWords: Record<DestinationRunView['state'], Word> = {
  erasing: { label: 'Telling who was erased', tone: 'info' },
  sending: { label: 'Sending', tone: 'info' },
  removing: { label: 'Removing who left', tone: 'info' },
  done: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Stopped', tone: 'plain' },
}

/** "12 sent, 3 the same as before, 1 refused." What did not occur is left out. */
export function runCounts(run: DestinationRunView): string {
  const parts = [
    [run.sentCount, 'sent'],
    [run.unchangedCount, 'the same as before'],
    [run.heldCount, 'not to be sent'],
    [run.rejectedCount, 'refused'],
    [run.removedCount, 'removed there'],
    [run.erasedCount, 'deleted there because they were erased'],
  ] as const
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`)
  if (told.length > 0) return `${told.join(', ')}.`
  return run.finishedAt === null ? 'Nobody looked at yet.' : 'Nobody had changed.'
}

/** How a destination stands, in one word and in a sentence; `latest` is its newest run. */
export function destinationState(
  { status, everyMinutes }: Pick<DestinationView, 'status' | 'everyMinutes'>,
  latest: DestinationRunView | undefined,
): Word & { readonly meaning: string } {
  if (status === 'paused')
    return { label: 'Paused', tone: 'plain', meaning: 'Nothing is sent, nor is it told who was erased.' }
  if (latest === undefined) {
    const meaning = everyMinutes === null ? 'Start it when you like.' : 'It begins by itself within a minute.'
    return { label: 'Not begun', tone: 'info', meaning: `Nothing was sent yet. ${meaning}` }
  }
  if (latest.finishedAt === null)
    return { label: 'Running', tone: 'info', meaning: `${runWords[latest.state].label} now.` }
  if (latest.state === 'failed')
    return { label: 'Failing', tone: 'bad', meaning: latest.failure ?? 'The latest run broke off.' }
  if (latest.rejectedCount > 0)
    return { label: 'Some refused', tone: 'warn', meaning: 'The other system refused some of the records.' }
  return { label: 'Up to date', tone: 'good', meaning: 'As of the end of its latest run.' }
}
