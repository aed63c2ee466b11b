import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapMessage } from './map-message.ts'
import { mapStatus } from './map-status.ts'
import { mapUserIdUpdate } from './map-user-id-update.ts'
import { mapUserPreference } from './map-user-preference.ts'
import type { WhatsAppRecord } from './parse.ts'

/** Each kind of record's own mapping. Fails with `unsupported-topic` for what Patron does not read. */
export function mapWhatsApp(
  record: WhatsAppRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (record.topic) {
    case 'message':
      return mapMessage(record, context)
    case 'status':
      return mapStatus(record, context)
    case 'user-preference':
      return mapUserPreference(record.content, context)
    case 'user-id-update':
      return mapUserIdUpdate(record.content, context)
    default:
      return refuse('unsupported-topic', [
        { pointer: '', detail: `is a change of ${record.field.slice(0, 64)}` },
      ])
  }
}
