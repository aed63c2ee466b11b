/** The basis of the preview that a form was sent from. Undefined when the form does not say it. */
export function readBasis(form: FormData): number | undefined {
  const text = form.get('basis')
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
