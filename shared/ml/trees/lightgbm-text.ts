/** Lines `name=value` of one part of a model. */
export interface Fields {
  has(name: string): boolean
  text(name: string): string | undefined
  words(name: string): string[]
  /** Empty where the field is not there. */
  numbers(name: string): number[]
}

/** The parts of a LightGBM model in its text format: the head and each tree. Null for other texts. */
export function parseLightgbmText(text: string): { head: Fields; trees: Fields[] } | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (lines[0] !== 'tree') return null
  const end = lines.indexOf('end of trees')
  const parts: string[][] = [[]]
  for (const line of lines.slice(1, end < 0 ? undefined : end)) {
    if (/^Tree=\d+$/.test(line)) parts.push([])
    else parts.at(-1)?.push(line)
  }
  const [head = [], ...trees] = parts
  return { head: fieldsOf(head), trees: trees.map(fieldsOf) }
}

function fieldsOf(lines: readonly string[]): Fields {
  const values = new Map<string, string>()
  for (const line of lines) {
    const equals = line.indexOf('=')
    if (line !== '')
      values.set(equals < 0 ? line : line.slice(0, equals), equals < 0 ? '' : line.slice(equals + 1))
  }
  const words = (name: string) => (values.get(name) ?? '').split(' ').filter((word) => word !== '')
  return {
    has: (name) => values.has(name),
    text: (name) => values.get(name),
    words,
    numbers: (name) => words(name).map(Number),
  }
}
