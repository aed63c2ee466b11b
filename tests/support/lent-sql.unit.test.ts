import { expect, it } from 'vitest'
import type { Migration } from '#durable-objects/sql/migrate.ts'
import { lentSql } from './lent-sql.ts'

const migrations: readonly Migration[] = [
  {
    id: 'notes',
    statements: [
      'create table note (position integer primary key autoincrement, words text not null)',
      "insert into note (words) values ('of the migration')",
    ],
  },
]
const words = 'select position, words from note order by position'
const asMade = [{ position: 1, words: 'of the migration' }]

it('is as its migrations made it, whatever somebody wrote in it before', () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const sql = lentSql(migrations)
    expect(sql.all(words)).toEqual(asMade)
    sql.run("insert into note (words) values ('of this turn')")
    expect(() =>
      sql.transaction(() => {
        sql.run('delete from note')
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(sql.all(words)).toEqual([...asMade, { position: 2, words: 'of this turn' }])
    sql.run('create table left_over (words text)')
    sql.run('update note set words = ?', 'changed')
    sql.close()
  }
})

it('is lent to one at a time', () => {
  const [one, other] = [lentSql(migrations), lentSql(migrations)]
  one.run('delete from note')
  expect(other.all(words)).toEqual(asMade)
  one.close()
  other.close()
})

it('is closed to whoever goes on after the end', () => {
  const sql = lentSql(migrations)
  sql.all(words)
  sql.close()
  const next = lentSql(migrations)
  expect(() => sql.run('delete from note')).toThrow('closed')
  expect(() => sql.all(words)).toThrow('closed')
  expect(() => sql.transaction(() => 1)).toThrow('closed')
  expect(next.all(words)).toEqual(asMade)
  next.close()
})
