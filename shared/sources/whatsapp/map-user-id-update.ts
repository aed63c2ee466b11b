import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { numberChanged } from './map-system-message.ts'
import { momentMs } from './message.ts'
import { id, personIdentifiers, waIdentifier } from './person.ts'

const userId = z.string().trim().min(1).max(115)
const updateSchema = z.object({
  wa_id: id,
  user_id: z.object({ previous: userId, current: userId }),
  parent_user_id: z.object({ previous: id, current: id }).nullish().catch(null),
  timestamp: momentMs,
})

/** A person's user id was made anew because the number changed. Fails with `invalid-customer`. */
export function mapUserIdUpdate(
  content: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const read = updateSchema.safeParse(content)
  if (!read.success) return refuse('invalid-customer', fieldErrors(read.error))
  const { wa_id: waId, user_id: changed, parent_user_id: parent, timestamp } = read.data
  const beside = personIdentifiers({ waId, userId: parent?.current, parentUserId: parent?.previous })
  return succeed([
    numberChanged(
      `user-id-updated:${changed.previous}:${changed.current}`,
      waIdentifier(changed.previous),
      waIdentifier(changed.current),
      { beside, occurredAt: timestamp, context },
    ),
  ])
}
