import type { CalendarEventBody } from '#shared/contracts/forecasts.ts'
import { eventKinds } from './calendar-words.ts'
import { perCent } from './per-cent.ts'

/** What was typed, to be shown again when it is refused. */
export function eventTexts(form: FormData): Record<string, string> {
  const names = ['name', 'kind', 'fromDay', 'toDay', 'storeId', 'category', 'expectedChange']
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').trim()]))
}

/**
 * The event that was typed. No last day: it lasts a day. No store or category: everywhere, everything. The change is typed in per
 * cent; what is no number becomes NaN, which the API refuses.
 */
export function readEvent(texts: Readonly<Record<string, string>>): CalendarEventBody {
  const { name = '', kind, fromDay = '', toDay, storeId, category, expectedChange } = texts
  return {
    name,
    kind: eventKinds.find((each) => each === kind) ?? 'event',
    fromDay,
    toDay: toDay || fromDay,
    storeId: storeId || null,
    category: category || null,
    expectedChangeRate: expectedChange ? perCent(expectedChange) : null,
  }
}
