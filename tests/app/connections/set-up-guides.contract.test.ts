import { describe, expect, it } from 'vitest'
import { filledAddress } from '#app/connections/connection-address.ts'
import { guidedSources, setUpGuide } from '#app/connections/set-up-guides.ts'
import { groupSources, sourceCard } from '#app/connections/source-groups.ts'
import { sourceTitle, sourceTitles } from '#shared/connections/source-titles.ts'
import type { ConnectableSource } from '#shared/contracts/connections.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'

const sources = [...connectableSources.values()]

function connectable(source: string): ConnectableSource {
  return {
    source,
    ...sourceTitle(source),
    webhookUrl: null,
    settings: null,
    credentialFields: [],
    backfillResources: [],
    reconcileEveryMinutes: null,
  }
}

it('guides to each source that can be connected, and to no other', () => {
  expect([...guidedSources].sort()).toEqual([...connectableSources.keys()].sort())
})

it('shows each source once in the gallery, in a group that says what it is', () => {
  const groups = groupSources(Object.keys(sourceTitles).map(connectable))
  const shown = groups.flatMap((group) => group.sources.map(({ source }) => source))
  expect(shown.sort()).toEqual([...connectableSources.keys()].sort())
  expect(groups.map(({ title }) => title)).not.toContain('Others')
  for (const source of shown) expect(sourceCard(source).brings, source).not.toEqual([])
})

it('has a place and steps for a source that nobody described yet', () => {
  const other = { ...connectable('corner-shop'), secretOrigin: 'patron' as const }
  expect(groupSources([other])).toEqual([{ title: 'Others', sources: [other] }])
  expect(sourceCard('constructor').brings).toEqual([])
  expect(setUpGuide(other).after.map(({ shows }) => shows)).toEqual(['address', 'secret'])
})

it('leads to a key of the connection once that is there, says how long the key holds, and leads to its events', () => {
  const steps = setUpGuide({ source: 'tracking', secretOrigin: 'none' }).after
  const step = steps.find(({ leadsTo }) => leadsTo !== undefined)
  expect(filledAddress(step?.leadsTo?.to ?? '', 'shop-front')).toBe(
    '/settings/api-keys/new?connection=shop-front',
  )
  expect(step?.text).toContain('ends after a year')
  expect(filledAddress(steps.at(-1)?.leadsTo?.to ?? '', 'shop-front')).toBe(
    '/events?source=tracking%2Fshop-front',
  )
})

describe.each(sources.map(({ name }) => name))('the guide to %s', (name) => {
  const { secretOrigin } = sourceTitle(name)
  const guide = setUpGuide({ source: name, secretOrigin })
  const shown = [...guide.before, ...guide.after].map(({ shows }) => shows)

  it('shows the secret where Patron makes it, and says what to copy where the vendor does', () => {
    expect(shown.includes('secret')).toBe(secretOrigin === 'patron')
    expect(guide.secretLabel !== undefined).toBe(secretOrigin === 'vendor')
    // A secret that Patron makes is there only once the connection is.
    if (secretOrigin === 'patron') expect(guide.before).toEqual([])
  })

  it('shows the address of every webhook, and a verify token where the vendor asks for one', () => {
    expect(shown.includes('address')).toBe(secretOrigin !== 'none')
    expect(shown.includes('verify-token')).toBe(connectableSources.get(name)?.verifyToken !== undefined)
  })
})
