import { expect, it } from 'vitest'
import * as z from 'zod'
import { settingFields, unknownSettings } from '#app/connections/setting-fields.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { settingsToMake } from '#shared/sources/settings-to-make.ts'

it('has a field with words of its own for each setting of each source', () => {
  for (const source of connectableSources.values()) {
    const settings = settingsToMake(source)
    if (Object.keys(settings.shape).length === 0) continue
    const { name } = source
    const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as object
    const fields = settingFields({ settings: JSON.parse(JSON.stringify(schema)) })
    expect(fields.length, name).toBeGreaterThan(0)
    for (const field of fields) expect(field.hint, `${name}: ${field.name}`).toBeDefined()
  }
})

it('knows what kind of value a setting takes, and what counts when there is none', () => {
  const schema = z.toJSONSchema(
    z.object({
      mode: z.enum(['live', 'test']).default('live'),
      everyMinutes: z.int().optional(),
      words: z.record(z.string(), z.array(z.string())).default({}),
      shopName: z.string().optional(),
    }),
    { io: 'input' },
  )
  const fields = settingFields({ settings: JSON.parse(JSON.stringify(schema)) })
  expect(
    fields.map(({ name, label, kind, choices, fallback }) => [name, label, kind, choices, fallback]),
  ).toEqual([
    ['mode', 'Mode', 'choice', ['live', 'test'], 'live'],
    ['everyMinutes', 'Every minutes', 'number', [], undefined],
    ['words', 'Words', 'json', [], '{}'],
    ['shopName', 'Shop name', 'text', [], undefined],
  ])
})

it('names what is stored and no setting of the source', () => {
  const settings = { properties: { shopDomain: { type: 'string' } } }
  const stored = { shopDomain: 'larder.myshopify.com', shopDomian: 'x', constructor: 1 }
  expect(unknownSettings({ settings }, stored)).toEqual(['shopDomian', 'constructor'])
  expect(unknownSettings({ settings }, { shopDomain: 'x' })).toEqual([])
  expect(unknownSettings({ settings: null }, stored)).toEqual(Object.keys(stored))
})
