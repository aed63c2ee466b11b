import { expect, it } from 'vitest'
import { parsePrivacyView, privacyAddress, privacyQuery } from '#app/privacy/privacy-view.ts'

const parse = (search: string) => parsePrivacyView(new URLSearchParams(search))

it('shows what is open unless the address says otherwise', () => {
  expect(parse('')).toEqual({ status: 'open', kind: undefined, cursor: undefined })
  expect(parse('status=nonsense&kind=party')).toEqual(parse(''))
  expect(privacyAddress(parse(''))).toBe('/privacy')
})

it('is the same again from its own address', () => {
  const search = 'status=all&kind=erasure&cursor=x%2By'
  expect(privacyAddress(parse(search))).toBe(`/privacy?${search}`)
  expect(privacyQuery(parse(search))).toMatchObject({ status: 'all', kind: 'erasure', cursor: 'x+y' })
})
