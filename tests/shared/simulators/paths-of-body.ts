const decoder = new TextDecoder()

/**
 * The names of all fields of a body, as paths without positions: "line_items[].sku". A form's fields count as a level,
 * one of JSON inside it as the next.
 */
export function pathsOfBody(body: Uint8Array): string[] {
  const text = decoder.decode(body)
  const value =
    jsonOf(text) ??
    Object.fromEntries([...new URLSearchParams(text)].map(([name, each]) => [name, jsonOf(each) ?? each]))
  // Several records have the paths of one.
  const records = Array.isArray(value) ? value : [value]
  return [...new Set(records.flatMap((record) => pathsOf(record, '')))]
}

function jsonOf(text: string): unknown {
  try {
    return /^[{[]/.test(text) ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsOf(each, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, each]) => pathsOf(each, `${path}.${name}`))]
}
