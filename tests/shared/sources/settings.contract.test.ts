import { describe, expect, it } from 'vitest'
import { magentoSettings, magentoSettingsSchema } from '#shared/sources/magento/settings.ts'
import { woocommerceSettings, woocommerceSettingsSchema } from '#shared/sources/woocommerce/settings.ts'

describe.each([
  { name: 'woocommerce', schema: woocommerceSettingsSchema, read: woocommerceSettings },
  { name: 'magento', schema: magentoSettingsSchema, read: magentoSettings },
])('the settings of $name', ({ schema, read }) => {
  it.each([{ shopUrl: 'my shop' }, { currency: 'POUNDS' }])('are refused when %o is entered', (wrong) => {
    expect(schema.safeParse(wrong).success).toBe(false)
  })

  it('count as not made where they were stored wrong all the same', () => {
    expect(read({ shopUrl: 'my shop' })).toEqual(schema.parse({}))
  })
})
