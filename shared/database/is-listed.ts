import { and, gt, isNull } from 'drizzle-orm'
import { customerProfileTable } from './tables/customer-profile.ts'

/** Whether a row is a customer to be seen: not merged away, not forgotten, and with something that was seen of it. */
export const isListed = and(
  isNull(customerProfileTable.mergedInto),
  isNull(customerProfileTable.erasedAt),
  gt(customerProfileTable.lastSeenAt, 0),
)
