export const secondMs = 1_000
export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** Earliest and latest moment an event may claim: 1970 and the end of 2199. Anything else is a broken clock. */
export const earliestEventMs = 0
export const latestEventMs = Date.UTC(2200, 0, 1) - 1

/** ISO 8601 in UTC with milliseconds, as every API answer writes a moment. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/**
 * Epoch ms of an ISO 8601 moment with a date, a time and a zone ("2026-01-31T10:00:00Z", "...+02:00"), or of a plain
 * date (midnight UTC). Undefined when it is anything else, does not exist (30 February) or lies outside 1970..2199.
 */
export function parseIso(text: string): number | undefined {
  const match = isoPattern.exec(text)
  if (match === null) return undefined
  const [, year, month, day] = match
  const monthDays = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > monthDays) return undefined
  const epochMs = Date.parse(text)
  return Number.isNaN(epochMs) || epochMs < earliestEventMs || epochMs > latestEventMs ? undefined : epochMs
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day ("2026-11-21") a moment falls on in a time zone such as "Europe/London". */
export function dayIn(timeZone: string, epochMs: number): string {
  let format = dayFormats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    dayFormats.set(timeZone, format)
  }
  return format.format(epochMs)
}
