import type { Forgettable } from './explainer-room.ts'
import type { LeafTables } from './leaf-tables.ts'
import { KnownPatterns } from './row-patterns.ts'

/**
 * What is kept of the reasons of one model's trees, by their places: tables, and the ways through each tree that rows went. Knows no trees, so
 * that those go with their model whoever still holds on to this.
 */
export class KeptReasons implements Forgettable {
  readonly #mostKnownValues: number
  #tables: readonly (LeafTables | null)[] | null = null
  #tableValues = 0
  #known: (KnownPatterns | undefined)[] = []
  #knownValues = 0

  /** `mostKnownValues`: of the ways through all trees; ways for which there is no more room are found again. */
  constructor(mostKnownValues: number) {
    this.#mostKnownValues = mostKnownValues
  }

  get valueCount(): number {
    return this.#tableValues + this.#knownValues
  }

  /** The tables of all trees, made when there are none. */
  tables(make: () => readonly (LeafTables | null)[]): readonly (LeafTables | null)[] {
    if (this.#tables !== null) return this.#tables
    this.#tables = make()
    this.#tableValues = this.#tables.reduce((sum, each) => sum + (each?.values.length ?? 0), 0)
    return this.#tables
  }

  /** Adds to the ways through one tree, each with so many numbers; they are kept while there is room. */
  withKnown(tree: number, width: number, use: (known: KnownPatterns) => void): void {
    const known = this.#known[tree] ?? new KnownPatterns(width)
    if (this.#known[tree] !== undefined) this.#knownValues -= known.valueCount
    use(known)
    const hasRoom = this.#knownValues + known.valueCount <= this.#mostKnownValues
    this.#known[tree] = hasRoom ? known : undefined
    if (hasRoom) this.#knownValues += known.valueCount
  }

  forget(): void {
    this.#tables = null
    this.#tableValues = 0
    this.#known = []
    this.#knownValues = 0
  }
}
