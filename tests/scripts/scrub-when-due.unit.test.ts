import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { scrubWhenDue } from '#scripts/scrub-when-due.ts'
import { placesWith } from '#tests/support/places-with.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patron-scrub-'))
  mkdirSync(join(folder, 'do'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(file: string, ...statements: string[]): void {
  const database = new DatabaseSync(join(folder, file))
  database.exec('pragma journal_mode = wal')
  for (const statement of statements) database.exec(statement)
  database.close()
}

const people = [
  'create table person (name text)',
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < 500)
   insert into person select 'canary ' || i || hex(randomblob(50)) from n`,
]
const erased = ['delete from person', "insert into erasure values (1, 'cus_1', '{}')"]
const traces = () => placesWith(folder, ['canary'])

it('rewrites all databases once after somebody was erased, in whichever of them', () => {
  run('do/customer.sqlite', ...people)
  run('do/directory.sqlite', 'create table erasure (operation integer, customer_id text, detail text)')
  run('d1.sqlite', ...people)
  expect(scrubWhenDue(folder)).toBe(0)

  run('do/customer.sqlite', 'delete from person')
  run('d1.sqlite', 'delete from person')
  expect(traces()).toHaveLength(2)
  expect(scrubWhenDue(folder)).toBe(0)
  run('do/directory.sqlite', erased[1] ?? '')
  expect(scrubWhenDue(folder)).toBe(3)
  expect(traces()).toEqual([])
  expect(scrubWhenDue(folder)).toBe(0)
})

it('rewrites them again after a rebuild, and after the undo of an import', () => {
  run(
    'd1.sqlite',
    'create table job (kind text, finished_at integer)',
    'create table customer_import (state text)',
  )
  expect(scrubWhenDue(folder)).toBe(0)
  for (const statement of [
    "insert into job values ('train-model', 5)",
    "insert into customer_import values ('done')",
  ]) {
    run('d1.sqlite', statement)
    expect(scrubWhenDue(folder)).toBe(0)
  }
  for (const statement of [
    "insert into job values ('rebuild', 7)",
    "update job set finished_at = 9 where kind = 'rebuild'",
    "update customer_import set state = 'undone'",
  ]) {
    run('d1.sqlite', statement)
    expect(scrubWhenDue(folder)).toBe(1)
  }
})

it('rewrites them again once an erasure is carried out that was only decided the last time', () => {
  run(
    'directory.sqlite',
    'create table erasure (operation integer, customer_id text, detail text)',
    erased[1] ?? '',
  )
  run(
    'd1.sqlite',
    ...people,
    'create table privacy_request (kind text, status text, completed_at integer)',
    "insert into privacy_request values ('erasure', 'running', null), ('export', 'done', 3)",
  )
  expect(scrubWhenDue(folder)).toBe(2)
  expect(scrubWhenDue(folder)).toBe(0)

  run('d1.sqlite', 'delete from person', "update privacy_request set status = 'done', completed_at = 7")
  expect(traces()).toHaveLength(1)
  expect(scrubWhenDue(folder)).toBe(2)
  expect(traces()).toEqual([])
  expect(scrubWhenDue(folder)).toBe(0)
})

it('has nothing to do where there is no state yet', () => {
  expect(scrubWhenDue(join(folder, 'none'))).toBe(0)
})
