import { expect, it } from 'vitest'
import { readWhatIf, whatIfTexts } from '#app/forecasts/read-what-if-form.ts'
import { whatIfSchema } from '#shared/contracts/forecasts.ts'

it('reads what to think through: the price in per cent, nothing that was not said', () => {
  const form = new FormData()
  form.set('priceChange', '−10')
  form.set('days', ' 14 ')
  form.set('isPromoted', 'yes')
  const texts = whatIfTexts(form)
  expect(whatIfSchema.parse(readWhatIf({ sku: 'MILK', store: 'online' }, texts))).toEqual({
    sku: 'MILK',
    store: 'online',
    days: 14,
    priceChangeRate: -0.1,
    isPromoted: true,
  })
  expect(readWhatIf({ sku: 'MILK' }, whatIfTexts(new FormData()))).toEqual({ sku: 'MILK', isPromoted: false })
})

it('lets the API refuse what is no number, each by its field', () => {
  const whatIf = readWhatIf(
    { sku: 'MILK' },
    { priceChange: 'less', fromDay: '', days: 'x', leadTimeDays: '1.5', isPromoted: '' },
  )
  expect(
    whatIfSchema
      .safeParse(whatIf)
      .error?.issues.map(({ path }) => path.join('/'))
      .toSorted(),
  ).toEqual(['days', 'leadTimeDays', 'priceChangeRate'])
})
