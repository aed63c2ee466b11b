import { expect, it } from 'vitest'
import * as z from 'zod'
import { destinationKinds } from '#app/destinations/destination-kinds.ts'
import {
  channelNames,
  consentFieldNames,
  fieldName,
  plainFieldNames,
  purposes,
} from '#app/destinations/destination-words.ts'
import { customerFieldSchema, plainFields, purposeSchema } from '#shared/destinations/destination-rules.ts'
import { destinations } from '#shared/destinations/destinations.ts'
import { consentChannels, consentPurposes } from '#shared/events/event.ts'

it('asks for every option of every kind of destination, with its default', () => {
  expect(Object.keys(destinationKinds).sort()).toEqual([...destinations.keys()].sort())
  for (const [name, { optionsSchema }] of destinations) {
    const schema = z.toJSONSchema(optionsSchema, { io: 'input', unrepresentable: 'any' })
    const properties = schema.properties as Record<string, z.core.JSONSchema.JSONSchema>
    const asked = destinationKinds[name]?.options ?? []
    expect([...new Set(asked.map((option) => option.name.split('/')[0]))].sort(), name).toEqual(
      Object.keys(properties).sort(),
    )
    const required = asked.filter(({ isRequired }) => isRequired).map((option) => option.name)
    expect(required.sort(), name).toEqual([...(schema.required ?? [])].sort())
    for (const { name: option, kind, fallback, choices } of asked) {
      const property = properties[option]
      if (property?.default === undefined) continue
      const written = kind === 'json' ? JSON.stringify(property.default) : String(property.default)
      expect(fallback, `${name}: ${option}`).toBe(written)
      if (property.enum !== undefined) expect(choices, option).toEqual(property.enum)
    }
  }
})

it('can send every field, and calls each by a name of its own', () => {
  expect(Object.keys(plainFieldNames).sort()).toEqual([...plainFields].sort())
  expect(purposes).toEqual(consentPurposes.filter((purpose) => purposeSchema.safeParse({ purpose }).success))
  expect(Object.keys(channelNames)).toEqual([...consentChannels])
  const names = [...Object.keys(plainFieldNames), ...Object.keys(consentFieldNames)]
  for (const field of names) expect(customerFieldSchema.safeParse(field).success, field).toBe(true)
  expect(Object.keys(consentFieldNames)).toHaveLength(purposes.length * (consentChannels.length + 1))
  expect(new Set(names.map(fieldName)).size).toBe(names.length)
  expect(fieldName('trait:favouriteTea')).toBe('Favourite tea')
})

it('begins a destination with properties that its kind takes', () => {
  const options: Record<string, object> = {
    hubspot: {},
    salesforce: { externalIdField: 'Patron_Id__c' },
    rest: { path: '/a', removePath: '/b' },
  }
  for (const [name, { check, optionsSchema }] of destinations) {
    const fields = destinationKinds[name]?.usualFields.map(([field, property]) => ({ field, property })) ?? []
    expect(fields.length, name).toBeGreaterThan(0)
    expect(check({ fields, constants: {} }, optionsSchema.parse(options[name])), name).toEqual([])
  }
})
