import { fallbackWords } from '../../contracts/fallback-words.ts'
import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import { outlookDays } from '../outlook.ts'
import type { Slip } from '../without-slips.ts'
import { saidRate, saidUnits } from './said-number.ts'

/** What is known of a forecast when it is put into words. */
export interface ForecastFacts {
  /** Of the next `days`: the middle, and between what 8 of 10 such stretches are. */
  readonly days: number
  readonly units: number
  readonly lower80: number
  readonly upper80: number
  /** Sold in as many days before; null: not known. */
  readonly unitsBefore: number | null
  readonly lane: ForecastView['lane']
  readonly fallback: string | null
  readonly stockOutDays: number
  /** Places that have not told their last days: what they are called, and how many days. */
  readonly late: readonly { readonly label: string; readonly days: number }[]
  /** Days that are taken for slips of the pen, the newest first. */
  readonly slips: readonly Slip[]
  readonly wapeRate: number | null
  readonly biasRate: number | null
  /** The channel that is asked for, and its share of the last 91 days; null: all channels. */
  readonly channel: { readonly name: string; readonly share: number } | null
}

/** A bias below this is not worth a word. */
const smallBiasRate = 0.05

/** What a forecast says, in plain sentences, the most important first. */
export function forecastWords(facts: ForecastFacts): string[] {
  return [
    amount(facts),
    change(facts),
    share(facts.channel),
    origin(facts),
    stockOut(facts.stockOutDays),
    late(facts.late),
    slip(facts.slips),
    record(facts.wapeRate, facts.biasRate),
  ].filter((sentence) => sentence !== undefined)
}

function amount({ days, units, lower80, upper80 }: ForecastFacts): string {
  const stretch = days === 1 ? 'on the next day' : `in the next ${days} days`
  const [middle, lower, upper] = [saidUnits(units), saidUnits(lower80), saidUnits(upper80)]
  const range = lower === upper ? `about ${lower}` : `between ${lower} and ${upper}`
  return `About ${middle} ${middle === '1' ? 'unit' : 'units'} ${stretch}; in 8 of 10 such stretches ${range}.`
}

function change({ days, units, unitsBefore }: ForecastFacts): string | undefined {
  if (unitsBefore === null || unitsBefore <= 0) return undefined
  const rate = units / unitsBefore - 1
  const before = `the ${days === 1 ? 'day' : `${days} days`} before`
  if (Math.abs(rate) < 0.005) return `That is as much as in ${before}.`
  return `That is ${saidRate(Math.abs(rate))} ${rate > 0 ? 'more' : 'less'} than in ${before}.`
}

function share(channel: ForecastFacts['channel']): string | undefined {
  if (channel === null) return undefined
  if (channel.share === 0) return `Nothing was sold through ${channel.name} in the last ${outlookDays} days.`
  return `This is the usual share of ${channel.name}: ${saidRate(channel.share)} of what was sold in the last ${outlookDays} days.`
}

function origin({ lane, fallback }: ForecastFacts): string | undefined {
  if (fallback !== null) return `A plain method is used, because ${fallbackWords(fallback)}.`
  if (lane === 'new') return 'It is sold for a short time only, so this rests on what is like it.'
  if (lane === 'sum') return 'It is added up from the forecasts below it.'
  return undefined
}

function stockOut(days: number): string | undefined {
  if (days === 0) return undefined
  const said = days === 1 ? 'On 1' : `On ${days}`
  return `${said} of the last ${outlookDays} days there was nothing to sell; such days do not count as days without demand.`
}

function late(places: ForecastFacts['late']): string | undefined {
  const [first, ...others] = places
  if (first === undefined) return undefined
  const days = first.days === 1 ? 'its last day' : `its last ${first.days} days`
  const said =
    others.length === 0
      ? `${first.label} has not told ${days} yet`
      : `${places.length} places have not told their last days yet, ${first.label} among them`
  return `${said}: they are taken as not known, not as days without sales.`
}

function slip([newest, ...others]: ForecastFacts['slips']): string | undefined {
  if (newest === undefined) return undefined
  const { day, toldUnits, takenUnits } = newest
  const more =
    others.length === 0 ? '' : others.length === 1 ? ', and one more' : `, and ${others.length} more`
  return `The ${saidUnits(toldUnits)} units told of ${dayText(day)} are taken for a slip of the pen, and for ${saidUnits(takenUnits)}${more}.`
}

function record(wapeRate: number | null, biasRate: number | null): string | undefined {
  if (wapeRate === null) return undefined
  const off = `Its forecasts of 28 days were off by ${saidRate(wapeRate)} of what was sold`
  if (biasRate === null || Math.abs(biasRate) < smallBiasRate) return `${off}.`
  return `${off}, mostly too ${biasRate > 0 ? 'high' : 'low'}.`
}
