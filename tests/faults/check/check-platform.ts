import type { AcceptedShop } from '../shop/accepted-shop.ts'
import { checkArchive } from './check-archive.ts'
import { checkCustomers } from './check-customers.ts'
import { checkDecisions } from './check-decisions.ts'
import { checkForgotten } from './check-forgotten.ts'
import { checkLog } from './check-log.ts'
import { checkOrders } from './check-orders.ts'
import { Differences } from './differences.ts'
import { expectedShop } from './expected-shop.ts'
import { findCustomers } from './find-customers.ts'
import type { PlatformContents } from './platform-contents.ts'

/**
 * Compares everything a settled platform has stored with what it has accepted: the log, who is who, timelines,
 * profiles, orders, totals, archive, open work, and that who is forgotten is nowhere. Says in words what differs; nothing when nothing was lost or came twice.
 */
export function checkPlatform(accepted: AcceptedShop, contents: PlatformContents): string[] {
  const differences = new Differences()
  const expected = expectedShop(accepted)
  checkLog(accepted, contents.logs, differences)
  const customerIds = findCustomers(accepted, expected, contents.directory, differences)
  checkCustomers(expected, customerIds, contents, differences)
  checkOrders(expected, customerIds, contents.database, differences)
  checkArchive(accepted, contents.archive, differences)
  checkDecisions(contents, differences)
  checkForgotten(accepted, contents, differences)
  return differences.list()
}
