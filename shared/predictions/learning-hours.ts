const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether it is from one to five in the morning in a time zone: when long work is begun by itself. */
export function isNight(timeZone: string, epochMs: number): boolean {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  const hour = Number(format.format(epochMs))
  return hour >= 1 && hour < 5
}
