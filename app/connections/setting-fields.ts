import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { plainName } from '#shared/kernel/plain-text.ts'

type Settings = ConnectionView['settings']

/** One setting of a source, as a form asks for it. */
export interface SettingField {
  readonly name: string
  readonly label: string
  readonly hint: string | undefined
  /** "json": a list or an object, written as JSON. */
  readonly kind: 'text' | 'number' | 'choice' | 'json'
  readonly choices: readonly string[]
  /** What counts when it is left empty; undefined when that is nothing. */
  readonly fallback: string | undefined
}

const words: Readonly<Record<string, { readonly label: string; readonly hint: string }>> = {
  shopDomain: {
    label: 'Domain of the shop',
    hint: 'Such as larder.myshopify.com. Needed to read what was there before',
  },
  shopUrl: {
    label: 'Address of the shop',
    hint: 'Such as https://shop.example. Needed to read what was there before',
  },
  domainPrefix: {
    label: 'Domain prefix',
    hint: 'The first part of larder.retail.lightspeed.app. Needed to read what was there before',
  },
  storefrontUrl: { label: 'Address of the storefront', hint: 'Where customers see products' },
  currency: { label: 'Currency', hint: 'Three letters, for records that name none' },
  reconcileEveryMinutes: {
    label: 'Look for missed changes every (minutes)',
    hint: '0: never',
  },
  adminApiUrl: { label: 'Other API address', hint: 'Only for a test shop' },
  apiUrl: { label: 'Other API address', hint: 'Only for another region or a test' },
  orderShop: {
    label: 'Shop whose orders these are',
    hint: 'As shopify/main, where that connection tells of the orders too',
  },
  unpaidStatuses: { label: 'Statuses in which an order is no sale yet', hint: 'As ["quote-sent"]' },
  environment: { label: 'Account', hint: 'Which of the two the access belongs to' },
  smsSender: { label: 'Sender of text messages', hint: 'A number such as +447700900123, or a service' },
  whatsappSender: {
    label: 'Sender of WhatsApp messages',
    hint: 'A number such as +447700900123, or a service',
  },
  phoneNumberId: { label: 'Id of the phone number', hint: 'Meta shows it beside the number' },
  graphVersion: { label: 'Version of the Graph API', hint: 'Such as v24.0' },
  optOutWords: { label: 'More words that mean stop', hint: 'By language, as {"de": ["Abmelden"]}' },
  optInWords: { label: 'More words that mean start', hint: 'By language, as {"de": ["Anmelden"]}' },
  portalId: { label: 'Hub ID', hint: 'The number of the account; events of others are refused' },
  instanceUrl: {
    label: 'Address of the organisation',
    hint: 'Such as https://acme.my.salesforce.com. Needed to read it',
  },
  objects: { label: 'What is read', hint: 'As ["Contact"]' },
  traits: {
    label: 'More fields of contacts',
    hint: 'Their names and ours, as {"favourite_tea": "favouriteTea"}',
  },
  mapping: {
    label: 'What stands where',
    hint: 'JSON pointers, as {"name": "/type", "identifiers": {"email": "/buyer/email"}}',
  },
  list: {
    label: 'How records are read',
    hint: 'As {"url": "https://crm.example/people", "records": "/items"}',
  },
  storesOfRegisters: { label: 'Stores of registers', hint: 'By id of the register, as {"0adf…": "Bristol"}' },
}

/** The settings of a source, in its own order; none when it has no settings. */
export function settingFields({ settings }: Pick<ConnectableSource, 'settings'>): SettingField[] {
  return Object.entries(objectIn(settings?.properties)).map(([name, property]) => {
    const schema = objectIn(property)
    const word = Object.hasOwn(words, name) ? words[name] : undefined
    const choices = Array.isArray(schema.enum) ? schema.enum.map(String) : []
    return {
      name,
      label: word?.label ?? plainName(name),
      hint: word?.hint,
      kind: choices.length > 0 ? 'choice' : kindOf(schema.type),
      choices,
      fallback: schema.default === undefined ? undefined : writtenSetting(schema.default),
    }
  })
}

/** Names that are stored for a connection and that its source does not know, such as those of another version. */
export function unknownSettings(source: Pick<ConnectableSource, 'settings'>, stored: Settings): string[] {
  const known = new Set(settingFields(source).map(({ name }) => name))
  return Object.keys(stored).filter((name) => !known.has(name))
}

/** A setting as it stands in a field; "" for one that is not made. */
export function writtenSetting(value: Settings[string] | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function kindOf(type: unknown): SettingField['kind'] {
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'object' || type === 'array' ? 'json' : 'text'
}

function objectIn(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {}
}
