import { describe, expect, it } from 'vitest'
import { IdentityDraft } from '#shared/identity/identity-draft.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'

const link = (key: string, eventKey = 'shop:1') => ({ key, occurredAt: 1_000, eventKey })
const known = {
  ...nothingKnown,
  owners: new Map([
    ['email:a', 'leaf'],
    ['phone:b', 'other'],
  ]),
  survivors: new Map([['leaf', 'top']]),
  members: new Map([
    ['top', ['top', 'leaf']],
    ['other', ['other']],
  ]),
  links: new Map([
    ['leaf', [link('email:a')]],
    ['other', [link('phone:b')]],
  ]),
  ties: new Map([['device_id:t', new Set(['leaf', 'phone:b'])]]),
}

describe('IdentityDraft', () => {
  it('follows merges of before and of this batch', () => {
    const draft = new IdentityDraft(known)
    expect([draft.homeOf('email:a'), draft.ownerOf('email:a')]).toEqual(['leaf', 'top'])
    draft.merge('other', 'top')
    expect(draft.ownerOf('email:a')).toBe('other')
    expect(draft.membersOf('other')).toEqual(['other', 'top', 'leaf'])
    expect(draft.linksOf('other').map(({ key }) => key)).toEqual(['phone:b', 'email:a'])
  })

  it('changes nothing that is known', () => {
    const before = JSON.stringify([...known.members, ...known.links, ...known.ties])
    const draft = new IdentityDraft(known)
    draft.link('leaf', link('cookie_id:c', 'shop:2'))
    draft.merge('other', 'top')
    draft.tie('device_id:t', 'somebody')
    draft.demote('email:a')
    draft.noteReviewed('shop:2')
    expect(JSON.stringify([...known.members, ...known.links, ...known.ties])).toBe(before)
    expect([known.shared.size, known.reviewed.size, known.owners.size]).toEqual([0, 0, 2])
  })

  it('keeps no list of receipts, but knows whose they are', () => {
    const draft = new IdentityDraft(known)
    draft.link('leaf', link('pos_bill:bath:1', 'shop:2'))
    expect(draft.ownerOf('pos_bill:bath:1')).toBe('top')
    expect(draft.linksOf('top')).toEqual([link('email:a')])
  })

  it('tells which event brought an identifier', () => {
    const draft = new IdentityDraft(known)
    expect(draft.isBroughtBy('email:a', 'shop:1')).toBe(true)
    expect(draft.isBroughtBy('email:a', 'shop:2')).toBe(false)
    expect(draft.isBroughtBy('email:unknown', 'shop:2')).toBe(true)
  })

  it.each([
    ['a customer that is part of it', 'top', false],
    ['an identifier that is its own by now', 'other', false],
    ['the identifier itself', 'phone:b', false],
    ['somebody else', 'somebody', true],
  ])('does not count %s as a further partner', (_, partner, isNew) => {
    expect(new IdentityDraft(known).tie('device_id:t', partner)).toBe(isNew)
  })

  it.each([
    ['device_id:t', 3],
    ['phone:p', 5],
  ])('calls %s shared after %i partners', (key, count) => {
    const draft = new IdentityDraft(nothingKnown)
    for (let number = 1; number <= count; number += 1) {
      expect(draft.isTooOftenTied(key, defaultIdentityRules)).toBe(false)
      draft.tie(key, `customer-${number}`)
    }
    expect(draft.isTooOftenTied(key, defaultIdentityRules)).toBe(true)
  })

  it('says so when a customer was not loaded', () => {
    expect(() => new IdentityDraft(known).membersOf('stranger')).toThrow('customer stranger was not loaded')
  })
})
