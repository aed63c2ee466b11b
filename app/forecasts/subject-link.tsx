import { Link } from '@remix-run/react'
import type { ForecastSubject } from '#shared/contracts/forecasts.ts'
import { type ForecastPageView, forecastAddress, inAddress } from './forecast-view.ts'

interface SubjectLinkProps {
  subject: ForecastSubject
  /** What of the view goes along. */
  view?: Partial<ForecastPageView>
}

/** The name of what a forecast is about, leading to its page; only the name where it has none. */
export function SubjectLink({ subject, view = {} }: SubjectLinkProps) {
  const addressed = inAddress(subject)
  return addressed === undefined ? (
    subject.label
  ) : (
    <Link to={forecastAddress({ ...view, subject: addressed })}>{subject.label}</Link>
  )
}

/** Tells the subjects of one list apart. */
export function subjectKey({ level, sku, storeId, category, region }: ForecastSubject): string {
  return JSON.stringify([level, sku, storeId, category, region])
}
