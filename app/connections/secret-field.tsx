import type { ConnectableSource } from '#shared/contracts/connections.ts'
import { TextArea, TextField } from '../components/field.tsx'
import { setUpGuide } from './set-up-guides.ts'

interface SecretFieldProps {
  source: Pick<ConnectableSource, 'source' | 'secretOrigin' | 'title'>
  error: string | undefined
}

/** Takes the secret that the vendor shows. */
export function SecretField({ source, error }: SecretFieldProps) {
  const { secretLabel, hasLongSecret = false } = setUpGuide(source)
  const shared = {
    label: secretLabel ?? `Secret from ${source.title}`,
    hint: 'Stored sealed, and never shown again',
    name: 'secret',
    required: true,
    maxLength: 2000,
    autoComplete: 'off',
    spellCheck: false,
    error,
  }
  return hasLongSecret ? <TextArea {...shared} rows={5} /> : <TextField {...shared} />
}
