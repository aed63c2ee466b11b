import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { hubspotSettings } from '#shared/sources/hubspot/settings.ts'
import { readSettings as lightspeedSettings } from '#shared/sources/lightspeed/settings.ts'
import { magentoSettings } from '#shared/sources/magento/settings.ts'
import { restSettings } from '#shared/sources/rest/settings.ts'
import { salesforceSettings } from '#shared/sources/salesforce/settings.ts'
import { settingsToMake } from '#shared/sources/settings-to-make.ts'
import { readSettings as shopifySettings } from '#shared/sources/shopify/settings.ts'
import { trackingSettings } from '#shared/sources/tracking/settings.ts'
import { twilioSettings } from '#shared/sources/twilio/settings.ts'
import { whatsAppSettings } from '#shared/sources/whatsapp/settings.ts'
import { woocommerceSettings } from '#shared/sources/woocommerce/settings.ts'

describe.each([...connectableSources.values()])('settings to make for $name', (source) => {
  const schema = settingsToMake(source)

  it('may be left out', () => expect(schema.safeParse({}).success).toBe(true))

  it('refuse a name that there is not', () => {
    const parsed = schema.safeParse({ shopDomian: 'larder.myshopify.com' })
    expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['shopDomian'] }])
  })

  it('say how often it is read where it can be, and nowhere else', () => {
    const parsed = schema.safeParse({ reconcileEveryMinutes: 30 })
    expect(parsed.success).toBe(backfills.has(source.name))
    expect(schema.safeParse({ reconcileEveryMinutes: -1 }).success).toBe(false)
  })
})

/** What each source reads of settings as they are stored, and one that it knows. */
const readers: [name: string, read: (stored: JsonObject) => unknown, known: JsonObject][] = [
  ['hubspot', hubspotSettings, { portalId: '77' }],
  ['lightspeed', lightspeedSettings, { currency: 'NZD' }],
  ['magento', magentoSettings, { currency: 'EUR' }],
  ['rest', restSettings, { list: { url: 'https://crm.example/people' } }],
  ['salesforce', salesforceSettings, { objects: ['Lead'] }],
  ['shopify', shopifySettings, { shopDomain: 'larder.myshopify.com' }],
  ['tracking', trackingSettings, { orderShop: 'shopify/main' }],
  ['twilio', twilioSettings, { smsSender: '+447700900123' }],
  ['whatsapp', whatsAppSettings, { phoneNumberId: '12345' }],
  ['woocommerce', woocommerceSettings, { unpaidStatuses: ['quote-sent'] }],
]

it.each(readers)('%s still reads what is stored beside a name of another version', (_, read, known) => {
  const alone = read(known)
  expect(alone).not.toEqual(read({}))
  expect(read({ ...known, settingOfLongAgo: true })).toEqual(alone)
})
