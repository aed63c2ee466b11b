const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const formats = new Map<string, Intl.DateTimeFormat>()

/** The parts of a moment on the wall clock of a time zone. Month names are ours: browsers disagree on "Sep". */
function wallClock(moment: string, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  return Object.fromEntries(format.formatToParts(new Date(moment)).map((part) => [part.type, part.value]))
}

/** "21 Nov 2026" in a time zone. */
export function formatDate(moment: string, timeZone: string): string {
  const { day, month, year } = wallClock(moment, timeZone)
  return `${Number(day)} ${monthNames[Number(month) - 1]} ${year}`
}

/** "21 Nov 2026, 14:05" in a time zone. */
export function formatMoment(moment: string, timeZone: string): string {
  const { hour, minute } = wallClock(moment, timeZone)
  return `${formatDate(moment, timeZone)}, ${hour}:${minute}`
}

/** "14:05:09" in a time zone. */
export function formatClock(moment: string, timeZone: string): string {
  const { hour, minute, second } = wallClock(moment, timeZone)
  return `${hour}:${minute}:${second}`
}

/** A calendar day "2026-11-21" as "21 Nov 2026", or without its year. */
export function formatDay(day: string, withYear = true): string {
  const [year, month, date] = day.split('-')
  const short = `${Number(date)} ${monthNames[Number(month) - 1]}`
  return withYear ? `${short} ${year}` : short
}
