import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { readFields } from './fields.ts'
import { mapMessage } from './map-message.ts'
import { mapStatus } from './map-status.ts'
import type { TwilioRecord } from './parse.ts'

/** One request as an event. Fails with `invalid-message` when it lacks what every message has, or says nonsense. */
export function mapTwilio(
  { topic, fields }: TwilioRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const message = readFields(fields)
  if (!message.ok) return message
  return topic === 'message' ? mapMessage(message.value, context) : mapStatus(message.value, context)
}
