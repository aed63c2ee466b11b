const shownOfEach = 20

/** Collects what is wrong, in words; of each kind only the first few, since one fault often shows a thousand times. */
export class Differences {
  readonly #shown: string[] = []
  readonly #counts = new Map<string, number>()

  /** `kind` names what was looked at. */
  add(kind: string, words: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    if (count <= shownOfEach) this.#shown.push(`${kind}: ${words}`)
  }

  /** Adds a difference unless the two say the same. */
  compare(kind: string, what: string, found: unknown, expected: unknown): void {
    const [left, right] = [JSON.stringify(found), JSON.stringify(expected)]
    if (left !== right) this.add(kind, `${what} is ${left}, not ${right}`)
  }

  list(): string[] {
    const omitted = [...this.#counts].filter(([, count]) => count > shownOfEach)
    return [...this.#shown, ...omitted.map(([kind, count]) => `${kind}: ${count - shownOfEach} more`)]
  }
}
