import { plainName } from '#shared/kernel/plain-text.ts'

/** Why a customer is in another segment than before, as a shop would say it. */
const reasons: Readonly<Record<string, string>> = {
  'first-segment': 'has a segment for the first time',
  'recency-rose': 'bought lately',
  'recency-fell': 'has not bought for longer',
  'frequency-rose': 'buys more often than others now',
  'frequency-fell': 'others buy more often now',
  'monetary-rose': 'spends more than others now',
  'monetary-fell': 'others spend more now',
  'other-behaviour': 'behaves differently',
  'model-changed': 'a new version of the model draws the lines elsewhere',
}

/** The reasons of a movement in words; a code that is not known here is shown as words of its own. */
export function reasonWords(codes: readonly string[]): string {
  return codes.map((code) => (Object.hasOwn(reasons, code) ? reasons[code] : plainName(code))).join('; ')
}
