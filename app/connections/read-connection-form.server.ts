import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { settingFields } from './setting-fields.ts'

type Settings = ConnectionView['settings']

/** What a form says of a connection; a field that was left empty says nothing. */
export interface ConnectionForm {
  readonly label: string
  readonly settings: Settings
  readonly secret: string | undefined
  /** Undefined when no field of them was filled in. */
  readonly credentials: Record<string, string> | undefined
}

/**
 * Reads the fields "label", "secret", "setting:<name>" and "credential:<name>". Whether a value is allowed is for the
 * API to say: what is no number or no JSON goes on as text. Settings of `before` that the form does not know stay.
 */
export function readConnectionForm(
  form: FormData,
  source: Pick<ConnectableSource, 'settings' | 'credentialFields'>,
  before: Settings = {},
): ConnectionForm {
  const fields = settingFields(source)
  const known = new Set(fields.map(({ name }) => name))
  const settings: Settings = Object.fromEntries(Object.entries(before).filter(([name]) => !known.has(name)))
  for (const { name, kind } of fields) {
    const text = textOf(form, `setting:${name}`)
    if (text !== '') settings[name] = kind === 'number' || kind === 'json' ? jsonOrText(text) : text
  }
  const credentials = Object.fromEntries(
    source.credentialFields.flatMap(({ name }) => {
      const text = textOf(form, `credential:${name}`)
      return text === '' ? [] : [[name, text]]
    }),
  )
  return {
    label: textOf(form, 'label'),
    settings,
    secret: textOf(form, 'secret') || undefined,
    credentials: Object.keys(credentials).length === 0 ? undefined : credentials,
  }
}

/** What was typed and may be shown again: everything but secrets. */
export function shownTexts(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form.keys()]
      .filter((name) => name === 'label' || name.startsWith('setting:'))
      .map((name) => [name, textOf(form, name)]),
  )
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function jsonOrText(text: string): Settings[string] {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
