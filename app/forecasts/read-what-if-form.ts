import type { WhatIf } from '#shared/contracts/forecasts.ts'
import type { SubjectInAddress } from './forecast-view.ts'
import { perCent } from './per-cent.ts'

export const whatIfFields = ['priceChange', 'fromDay', 'days', 'leadTimeDays'] as const
export type WhatIfTexts = Readonly<Record<(typeof whatIfFields)[number] | 'isPromoted', string>>

/** What was typed, to be shown again. */
export function whatIfTexts(form: FormData): WhatIfTexts {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    priceChange: text('priceChange'),
    fromDay: text('fromDay'),
    days: text('days'),
    leadTimeDays: text('leadTimeDays'),
    isPromoted: text('isPromoted'),
  }
}

/**
 * What to ask the API for an item. Texts that are no numbers become NaN, which the API refuses with the field's name; empty ones
 * are left out. The price is typed in per cent.
 */
export function readWhatIf(subject: SubjectInAddress & { readonly sku: string }, texts: WhatIfTexts): WhatIf {
  const { priceChange, fromDay, days, leadTimeDays, isPromoted } = texts
  return {
    sku: subject.sku,
    isPromoted: isPromoted === 'yes',
    ...(subject.store === undefined ? {} : { store: subject.store }),
    ...(fromDay === '' ? {} : { fromDay }),
    ...(days === '' ? {} : { days: Number(days) }),
    ...(priceChange === '' ? {} : { priceChangeRate: perCent(priceChange) }),
    ...(leadTimeDays === '' ? {} : { leadTimeDays: Number(leadTimeDays) }),
  }
}
