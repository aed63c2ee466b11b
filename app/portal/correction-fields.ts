import type { NewCorrectionWish } from '#shared/contracts/privacy.ts'

/** What a person can put right by a field of its own; for all else there is the note. */
export const correctionFields = [
  { name: 'firstName', label: 'First name', autoComplete: 'given-name' },
  { name: 'lastName', label: 'Last name', autoComplete: 'family-name' },
  { name: 'phone', label: 'Telephone', autoComplete: 'tel' },
  { name: 'birthday', label: 'Birthday', autoComplete: 'bday' },
] as const

/** What a form wants to be different from `known`. Empty where something is known asks for it to be taken out. */
export function readCorrection(
  form: FormData,
  known: ReadonlyMap<string, string>,
): { readonly wish: NewCorrectionWish; readonly isEmpty: boolean } {
  const traits: Record<string, string | null> = {}
  for (const { name } of correctionFields) {
    const said = String(form.get(name) ?? '').trim()
    if (said !== (known.get(name) ?? '')) traits[name] = said === '' ? null : said
  }
  const note = String(form.get('note') ?? '').trim()
  return { wish: { traits, note }, isEmpty: Object.keys(traits).length === 0 && note === '' }
}
