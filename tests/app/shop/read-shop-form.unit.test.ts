import { expect, it } from 'vitest'
import { readShopForm } from '#app/shop/read-shop-form.ts'
import { updateTenantSchema } from '#shared/contracts/tenant.ts'
import { defaultRetentionDays } from '#shared/privacy/retention-days.ts'

function form(answers: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  const usual = {
    name: 'Acme',
    country: 'gb',
    timeZone: 'Europe/London',
    ownPhones: '',
    profiling: 'law',
    spendingDeviationThreshold: '75',
  }
  const days = Object.fromEntries(
    Object.entries(defaultRetentionDays).map(([kind, count]) => [`retention/${kind}`, String(count)]),
  )
  for (const [name, value] of Object.entries({ ...usual, ...days, ...answers })) data.set(name, value)
  return data
}

it('reads every setting, and every kind of data that is kept', () => {
  const changes = readShopForm(form({ ownPhones: '+44 117 496 0001\r\n \n+44 117 496 0002' }))
  expect(changes).toEqual({
    name: 'Acme',
    country: 'GB',
    timeZone: 'Europe/London',
    ownPhones: ['+44 117 496 0001', '+44 117 496 0002'],
    isPrivacySignalIgnored: false,
    isProfilingOptOut: null,
    spendingDeviationThreshold: 0.75,
    secondFactorRoles: [],
    retention: defaultRetentionDays,
  })
  expect(updateTenantSchema.safeParse(changes).success).toBe(true)
})

it.each([
  ['law', null],
  ['opt-in', false],
  ['opt-out', true],
])('reads profiling %s as %s', (profiling, isProfilingOptOut) => {
  expect(readShopForm(form({ profiling })).isProfilingOptOut).toBe(isProfilingOptOut)
})

it('reads what a signal of a browser means, and takes it for a refusal where nothing is said', () => {
  for (const [privacySignal, isIgnored] of [
    ['refuse', false],
    ['', false],
    ['ignore', true],
  ] as const)
    expect(readShopForm(form({ privacySignal })).isPrivacySignalIgnored).toBe(isIgnored)
})

it('reads who must have a second factor, in the order of the roles, and nothing that is no role', () => {
  const data = form({})
  for (const role of ['support', 'owner', 'customer', 'x']) data.append('secondFactorRoles', role)
  expect(readShopForm(data).secondFactorRoles).toEqual(['owner', 'support'])
})

it('leaves a number that is none to the API to refuse', () => {
  for (const wrong of [
    { 'retention/archive': 'for ever' },
    { spendingDeviationThreshold: '5' },
    { spendingDeviationThreshold: 'half' },
  ]) {
    expect(updateTenantSchema.safeParse(readShopForm(form(wrong))).success).toBe(false)
  }
})
