import { and, isNull, type SQL, sql } from 'drizzle-orm'
import { customerProfileTable } from './tables/customer-profile.ts'

/** Whether a row is a customer of whom something may be predicted; `isProfiledSilently`: also who said nothing about it. */
export function mayBeProfiled(isProfiledSilently: boolean): SQL | undefined {
  return and(
    isNull(customerProfileTable.mergedInto),
    isNull(customerProfileTable.erasedAt),
    isNull(customerProfileTable.restrictedAt),
    sql`coalesce(${customerProfileTable.isProfilingAllowed}, ${Number(isProfiledSilently)}) = 1`,
  )
}
