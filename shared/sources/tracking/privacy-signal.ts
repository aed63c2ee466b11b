import type { CanonicalEvent, ConsentPurpose, ConsentStatement } from '../../events/event.ts'
import { isJsonObject } from '../../kernel/json.ts'
import type { TrackingCall } from './parse.ts'

/**
 * What a browser refuses that sends Global Privacy Control: that data is sold or shared, and, because the profile is what shared data is
 * used for, to be profiled. It says nothing about being counted, nor about messages somebody asked for.
 */
const refusedPurposes: readonly ConsentPurpose[] = ['sale-of-data', 'profiling']

/**
 * Whether a call comes from a browser whose user has Global Privacy Control switched on: by the header `Sec-GPC`, which the browser adds by
 * itself, or by `context.globalPrivacyControl`, where a page tells it.
 */
export function hasPrivacySignal(header: string | undefined, call: TrackingCall): boolean {
  if (header?.trim() === '1') return true
  const { fields } = call
  const own = isJsonObject(fields) ? fields.context : undefined
  return [own, call.context].some((context) => isJsonObject(context) && context.globalPrivacyControl === true)
}

/** The event with what the signal refuses, whatever a banner allowed. */
export function withPrivacySignal(event: CanonicalEvent): CanonicalEvent {
  const others = (event.consents ?? []).filter(
    ({ purpose, channel }) => (channel ?? null) !== null || !refusedPurposes.includes(purpose),
  )
  const refusals = refusedPurposes.map(
    (purpose): ConsentStatement => ({ purpose, isGranted: false, signal: 'global-privacy-control' }),
  )
  return { ...event, consents: [...others, ...refusals] }
}
