import type { Problem } from '#shared/contracts/problems.ts'

/**
 * A wrong field in words that can stand alone: "E-mail is missing". `labels` holds what the form calls its fields, by
 * JSON pointer; one that it does not know goes by the last part of its pointer. A detail that begins with a capital is a
 * sentence already and stays one.
 */
export function namedDetail(
  { pointer, detail }: NonNullable<Problem['errors']>[number],
  labels: Readonly<Record<string, string>> = {},
): string {
  const name = labels[pointer] ?? lastPart(pointer)
  return name === '' || /^\p{Lu}/u.test(detail) ? detail : `${name} ${detail}`
}

/** "/fields/0/connectionId" is "Connection id"; a place in a list says nothing without the list, so "/rates/3" is "Rates 3". */
function lastPart(pointer: string): string {
  const [part = '', list = ''] = pointer.split('/').slice(1).reverse()
  const name = /^\d+$/.test(part) ? `${list} ${part}`.trim() : part
  const words = name
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
    .replace(/(?<=[a-z\d])\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
