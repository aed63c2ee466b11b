/** The fields of a form, each with its values in the order they came. */
export type Form = ReadonlyMap<string, readonly string[]>

const lenient = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** Reads `application/x-www-form-urlencoded` bytes. Any bytes can be read; those that are no UTF-8 become U+FFFD. */
export function readForm(body: Uint8Array): Form {
  const form = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(lenient.decode(body))) {
    const values = form.get(name)
    if (values === undefined) form.set(name, [value])
    else values.push(value)
  }
  return form
}
