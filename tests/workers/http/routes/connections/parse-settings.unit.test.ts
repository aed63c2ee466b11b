import { expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { ProblemError } from '#workers/http/problems.ts'
import { parseSettings } from '#workers/http/routes/connections/parse-settings.ts'

/** What is wrong with the settings; undefined when they are taken as they are. */
function errorsOf(source: string, settings: JsonObject, stored?: JsonObject) {
  try {
    expect(parseSettings(connectableSources.get(source), settings, stored)).toEqual(settings)
    return undefined
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid-content') return error.extra.errors
    throw error
  }
}

it.each([...connectableSources.keys()])('%s takes no settings', (source) => {
  expect(errorsOf(source, {})).toBeUndefined()
})

it.each([
  ['square', 'is none of environment, reconcileEveryMinutes'],
  ['tracking', 'is none of orderShop'],
  ['rest', 'is none of mapping, list, reconcileEveryMinutes'],
  ['pos', 'is no setting: there are none'],
])('%s refuses a name that there is not, and tells those that there are', (source, detail) => {
  expect(errorsOf(source, { 'a/b': 1 })).toEqual([{ pointer: '/settings/a~1b', detail }])
})

it('tells each name and each value that is wrong', () => {
  const settings = { environment: 'moon', Environment: 'sandbox', currency: 'GBP' }
  expect(errorsOf('square', settings)?.map(({ pointer }) => pointer)).toEqual([
    '/settings/Environment',
    '/settings/currency',
    '/settings/environment',
  ])
})

it('lets what is stored stay, whatever another version called it, and lets nobody change it', () => {
  const stored = { settingOfLongAgo: { a: 1 }, environment: 'moon' }
  expect(errorsOf('square', { settingOfLongAgo: { a: 1 }, environment: 'sandbox' }, stored)).toBeUndefined()
  const changed = errorsOf('square', { settingOfLongAgo: { a: 2 }, environment: 'moon' }, stored)
  expect(changed?.map(({ pointer }) => pointer)).toEqual([
    '/settings/settingOfLongAgo',
    '/settings/environment',
  ])
})

it('takes the settings of a source whose code is gone', () => {
  expect(errorsOf('corner-shop', { till: 7 })).toBeUndefined()
})
