import type { SqlStatement } from './sql-statement.ts'

/** Finds accounts of customers of the shop with one of these addresses, as `user_id`. Not the published demo's. */
export function accountsWith(tenantId: string, emails: readonly string[]): SqlStatement {
  return {
    text: `select user_id from user_account where tenant_id = ?1 and role = 'customer' and is_demo = 0
           and email in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(emails)],
  }
}

/** Deletes accounts, their sessions and links. */
export function deleteAccounts(tenantId: string, userIds: readonly string[]): SqlStatement[] {
  return ['user_session', 'account_link', 'user_account'].map((table) => ({
    text: `delete from ${table} where tenant_id = ?1 and user_id in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(userIds)],
  }))
}
