import type { AcceptedShop } from '../shop/accepted-shop.ts'
import type { Differences } from './differences.ts'
import type { PlatformContents, SqlReader } from './platform-contents.ts'

/** Whoever was forgotten must not be named anywhere. */
export function checkForgotten(
  accepted: AcceptedShop,
  { logs, directory, customers, database, archive }: PlatformContents,
  differences: Differences,
): void {
  if (accepted.forgotten.size === 0) return
  const look = (where: string, text: string) => {
    for (const { name } of accepted.namedIn(text)) {
      if (accepted.forgotten.has(name)) differences.add('forgotten', `${name} is named in ${where}`)
    }
  }
  const lookIn = (where: string, reader: SqlReader) => {
    for (const { name } of reader.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table' and name not like '!_%' escape '!'`,
    )) {
      for (const row of reader.rows(`select * from ${name}`)) look(`${where}, ${name}`, JSON.stringify(row))
    }
  }
  for (const log of logs) lookIn('the log', log)
  lookIn('the directory', directory)
  for (const object of customers) lookIn('the customers', object)
  lookIn('D1', database)
  for (const segment of archive) look('the archive', segment)
}
