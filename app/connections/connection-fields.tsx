import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { SelectField, TextArea, TextField } from '../components/field.tsx'
import type { RefusedForm } from './refused-form.server.ts'
import { type SettingField, settingFields, writtenSetting } from './setting-fields.ts'

interface ConnectionFieldsProps {
  source: Pick<ConnectableSource, 'settings' | 'credentialFields'>
  /** As it is now; undefined for one that is being made. */
  connection: Pick<ConnectionView, 'settings' | 'hasCredentials'> | undefined
  refused: RefusedForm | undefined
}

/** What Patron calls the other system with. What is stored is never shown again. */
export function CredentialFields({ source, connection, refused }: ConnectionFieldsProps) {
  return source.credentialFields.map(({ name, label }) => {
    // A line of text would lose the lines of a key.
    const Control = label.includes('PEM') ? TextArea : TextField
    return (
      <Control
        key={name}
        label={label}
        hint={connection?.hasCredentials ? 'Stored. Leave it empty to keep it' : undefined}
        name={`credential:${name}`}
        maxLength={4000}
        autoComplete="off"
        spellCheck={false}
        error={refused?.errors[`credentials/${name}`]}
      />
    )
  })
}

/** The settings of a source, each with what was typed, else with what is set. */
export function SettingFields({ source, connection, refused }: ConnectionFieldsProps) {
  return settingFields(source).map((field) => (
    <Setting
      key={field.name}
      field={field}
      value={refused?.texts[`setting:${field.name}`] ?? writtenSetting(connection?.settings[field.name])}
      error={errorOf(refused, field.name)}
    />
  ))
}

function Setting({ field, value, error }: { field: SettingField; value: string; error: string | undefined }) {
  const { label, hint, kind, choices, fallback } = field
  const shared = { label, hint, error, name: `setting:${field.name}` }
  if (kind === 'choice') {
    return (
      <SelectField {...shared} defaultValue={value || fallback}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    )
  }
  if (kind === 'json') return <TextArea {...shared} defaultValue={value} rows={2} spellCheck={false} />
  return (
    <TextField
      {...shared}
      defaultValue={value}
      placeholder={fallback}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      autoComplete="off"
    />
  )
}

/** A list or an object may be wrong somewhere inside. */
function errorOf(refused: RefusedForm | undefined, name: string): string | undefined {
  const pointer = `settings/${name}`
  return Object.entries(refused?.errors ?? {}).find(
    ([at]) => at === pointer || at.startsWith(`${pointer}/`),
  )?.[1]
}
