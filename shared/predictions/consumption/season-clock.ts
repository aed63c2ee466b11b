import { dayMs } from '../../kernel/time.ts'

/**
 * How much more (above 1) or less is bought in each month of the year, January first, than on average: twelve numbers with
 * the mean 1. A clock that runs at this pace makes gaps of summer and winter comparable.
 */
export type SeasonPace = readonly number[]

const yearDays = 365.25
const fewestPurchases = 600
const fewestYears = 2
/** A month whose pace is nearer to 1 than this is no season. */
const leastDeviation = 0.05

/**
 * Learns the pace from the days of all purchases. Each year says how its months were, after its own rate and what the shop grows by; what the years have in
 * common is kept (their covariance over months relative to the variance: shrinkage as of James and Stein 1961), the rest is
 * chance. Null with fewer than two whole years or 600 purchases up to `lastDay`, or when the years have nothing in common.
 */
export function learnSeasonPace(days: readonly number[], lastDay: number): SeasonPace | null {
  if (!hasSeasonData(days, lastDay)) return null
  const years = wholeYears(days, lastDay)
  const growth = yearlyGrowth(days, lastDay, years)
  const profiles: number[][] = []
  for (let year = 0; year < years; year += 1) {
    const counts = new Array<number>(12).fill(0)
    const length = new Array<number>(12).fill(0)
    const end = Math.round(lastDay - year * 365.25)
    const start = Math.round(lastDay - (year + 1) * 365.25)
    for (let day = start + 1; day <= end; day += 1) length[monthOf(day)] = (length[monthOf(day)] ?? 0) + 1
    for (const day of days)
      if (day > start && day <= end)
        counts[monthOf(day)] = (counts[monthOf(day)] ?? 0) + growth ** ((end - day) / yearDays)
    const rates = counts.map((count, month) => count / Math.max(1, length[month] ?? 1))
    const meanRate = mean(rates)
    if (meanRate === 0) return null
    profiles.push(rates.map((rate) => rate / meanRate))
  }
  const average = Array.from({ length: 12 }, (_, month) =>
    mean(profiles.map((profile) => profile[month] ?? 1)),
  )
  const variance = mean(average.map((pace) => (pace - 1) ** 2))
  // What a month's years differ by is chance; so much of it is still in their average.
  const chance =
    mean(average.map((pace, month) => mean(profiles.map((profile) => ((profile[month] ?? 1) - pace) ** 2)))) /
    (years - 1)
  const kept = variance === 0 ? 0 : Math.max(0, 1 - chance / variance)
  const paces = average.map((pace) => Math.min(4, Math.max(0.25, 1 + kept * (pace - 1))))
  if (paces.every((pace) => Math.abs(pace - 1) < leastDeviation)) return null
  const scale = mean(paces)
  return paces.map((pace) => pace / scale)
}

/** How many times as much is bought in a year as in the one before: in a shop that grows, every year's last months are its best. */
function yearlyGrowth(days: readonly number[], lastDay: number, years: number): number {
  const boughtIn = (year: number) => {
    const end = lastDay - year * yearDays
    return days.reduce((count, day) => (day > end - yearDays && day <= end ? count + 1 : count), 0)
  }
  const [newest, oldest] = [boughtIn(0), boughtIn(years - 1)]
  return newest === 0 || oldest === 0 ? 1 : (newest / oldest) ** (1 / (years - 1))
}

/** Whether there is enough to tell a season: two whole years and 600 purchases up to `lastDay`. */
export function hasSeasonData(days: readonly number[], lastDay: number): boolean {
  return days.length >= fewestPurchases && wholeYears(days, lastDay) >= fewestYears
}

function wholeYears(days: readonly number[], lastDay: number): number {
  const firstDay = days.reduce((first, day) => Math.min(first, day), lastDay)
  return Math.floor((lastDay - firstDay + 1) / 365)
}

/** How far the clock goes from one day to a later one: the number of average days. */
export function pacedDays(pace: SeasonPace | null, from: number, to: number): number {
  if (pace === null) return to - from
  let sum = 0
  for (let day = from; day < to; ) {
    const next = Math.min(to, startOfNextMonth(day))
    sum += (next - day) * (pace[monthOf(day)] ?? 1)
    day = next
  }
  return sum
}

/** The day, with a fraction, at which the clock has gone so many average days from `from`. At most ten years on. */
export function dayAfter(pace: SeasonPace | null, from: number, averageDays: number): number {
  if (pace === null) return from + averageDays
  let left = averageDays
  let day = from
  for (let month = 0; month < 120; month += 1) {
    const next = startOfNextMonth(day)
    const rate = pace[monthOf(day)] ?? 1
    if ((next - day) * rate >= left) return day + left / rate
    left -= (next - day) * rate
    day = next
  }
  return day
}

/** So far from a whole number of years a purchase is at another time of the year. */
const yearlyWithinDays = 30

/** Whether something is bought at one time of the year only: on three days or more, whole years apart. Ascending days. */
export function isYearly(days: readonly number[]): boolean {
  return (
    days.length >= 3 &&
    days.slice(1).every((day, index) => {
      const gap = day - (days[index] ?? day)
      const years = Math.round(gap / yearDays)
      return years >= 1 && Math.abs(gap - years * yearDays) <= yearlyWithinDays
    })
  )
}

/** 0 for January. */
export function monthOf(day: number): number {
  return new Date(Math.floor(day) * dayMs).getUTCMonth()
}

function startOfNextMonth(day: number): number {
  const date = new Date(Math.floor(day) * dayMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / dayMs
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
