import type { Json } from './json.ts'

/** Any JSON as a person would write it down: "London", "yes", "city: London, country: GB". */
export function plainText(value: Json): string {
  if (value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(plainText).join(', ')
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${plainText(entry)}`)
    .join(', ')
}

/** A name as programs write it ("firstName", "product_id") as words: "First name", "Product id". */
export function plainName(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? name : `${words[0]?.toUpperCase()}${words.slice(1)}`
}
