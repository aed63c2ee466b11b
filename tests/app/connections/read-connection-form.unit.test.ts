import { expect, it } from 'vitest'
import { readConnectionForm, shownTexts } from '#app/connections/read-connection-form.server.ts'
import type { ConnectableSource } from '#shared/contracts/connections.ts'

const source: Pick<ConnectableSource, 'settings' | 'credentialFields'> = {
  settings: {
    type: 'object',
    properties: {
      shopDomain: { type: 'string' },
      reconcileEveryMinutes: { type: 'integer' },
      optOutWords: { type: 'object' },
    },
  },
  credentialFields: [
    { name: 'key', label: 'Key' },
    { name: 'token', label: 'Token' },
  ],
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

it('reads what was filled in, and nothing from what was left empty', () => {
  const form = formOf({
    label: ' Bristol ',
    secret: ' abc ',
    'setting:shopDomain': '12',
    'setting:reconcileEveryMinutes': '30',
    'setting:optOutWords': '{"de":["Abmelden"]}',
    'credential:key': 'k',
    'credential:token': ' ',
  })
  expect(readConnectionForm(form, source)).toEqual({
    label: 'Bristol',
    secret: 'abc',
    settings: { shopDomain: '12', reconcileEveryMinutes: 30, optOutWords: { de: ['Abmelden'] } },
    credentials: { key: 'k' },
  })
  expect(readConnectionForm(formOf({ label: '' }), source)).toEqual({
    label: '',
    secret: undefined,
    settings: {},
    credentials: undefined,
  })
})

it('hands on what is no number and no JSON, for the API to refuse', () => {
  const form = formOf({ 'setting:reconcileEveryMinutes': 'often', 'setting:optOutWords': '{de}' })
  expect(readConnectionForm(form, source).settings).toEqual({
    reconcileEveryMinutes: 'often',
    optOutWords: '{de}',
  })
})

it('keeps settings that the form does not know, and takes away those that were emptied', () => {
  const before = { shopDomain: 'a.myshopify.com', somethingOfTheApi: [1] }
  expect(readConnectionForm(formOf({ 'setting:shopDomain': '' }), source, before).settings).toEqual({
    somethingOfTheApi: [1],
  })
})

it('never shows a secret again', () => {
  const form = formOf({ label: 'Bristol', secret: 'abc', 'credential:key': 'k', 'setting:shopDomain': 'x' })
  expect(shownTexts(form)).toEqual({ label: 'Bristol', 'setting:shopDomain': 'x' })
})
