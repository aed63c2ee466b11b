import type { SalesWord } from '../sales/reported-sales.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that bring `reported_sales` up to what events report. Of each item the newest word holds, so they may
 * run again, late and in any order.
 */
export function reportedSalesStatements(tenantId: string, words: readonly SalesWord[]): SqlStatement[] {
  const rows = words.map((word) => [...keyOf(word), word.reportedAt, { [word.saidBy]: word.lines }])
  return jsonChunks(rows).map((chunk) => ({ text: upsertWords, values: [tenantId, chunk] }))
}

/**
 * The statements that take words back. A word that a later one had replaced is not there to come back: what is still true
 * has to be told again afterwards. Running them twice changes nothing.
 */
export function reportedSalesWithdrawals(tenantId: string, words: readonly SalesWord[]): SqlStatement[] {
  const rows = words.map((word) => [...keyOf(word), word.saidBy])
  return jsonChunks(rows).flatMap((chunk) =>
    [withdrawWords, deleteEmpty, setMoment].map((text) => ({ text, values: [tenantId, chunk] })),
  )
}

function keyOf({ source, day, storeId, channel, part }: SalesWord): string[] {
  return [source, day, storeId, channel, part]
}

const keyColumns = 'source, day, store_id, channel, part'

/** By chance, and a whole number that JavaScript can hold: as good as never the same twice. */
const newMark = 'abs(random() % 9007199254740991)'

/** The lines of a row, one by one: who said it, of which item, and what. */
const linesOf = (row: string) =>
  `select word.key as said, line.value ->> 0 as sku, line.value as line
   from json_each(${row}.lines) as word, json_each(word.value) as line`

/** Of each item the line that was said last: with `max`, SQLite takes the other columns from the same row. */
const newestLines = `(select max(said) as said, sku, line
  from (${linesOf('reported_sales')} union all ${linesOf('excluded')}) group by sku)`

const joinedWords = `(select json_group_object(said, json(items)) from (
  select said, json_group_array(json(line) order by sku) as items from ${newestLines} group by said))`

/** What is sold by it, whoever said so. */
const known = `(select json_group_array(json(line) order by sku) from (${linesOf('reported_sales')}))`
const joined = `(select json_group_array(json(line) order by sku) from ${newestLines})`

const upsertWords = `insert into reported_sales (tenant_id, ${keyColumns}, reported_at, lines, mark)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
    value ->> 5, value -> 6, ${newMark}
  from json_each(?2) where true
  on conflict do update set reported_at = max(reported_at, excluded.reported_at), lines = ${joinedWords},
    mark = iif(${known} = ${joined}, mark, excluded.mark)
  where excluded.lines <> reported_sales.lines`

const isTold = `tenant_id = ?1 and (${keyColumns}) in
  (select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?2))`

/** Whose word goes, by row: an event speaks of one row alone. */
const withdrawn = '(select value ->> 5 from json_each(?2))'

const withdrawWords = `update reported_sales set mark = ${newMark},
    lines = (select json_group_object(key, json(value)) from json_each(lines) where key not in ${withdrawn})
  where ${isTold} and exists (select 1 from json_each(lines) where key in ${withdrawn})`

const deleteEmpty = `delete from reported_sales where ${isTold} and lines = '{}'`

/** Each word begins with its moment, in 15 digits. */
const setMoment = `update reported_sales
  set reported_at = (select max(cast(substr(key, 1, 15) as integer)) from json_each(lines)) where ${isTold}`
