/** Sets of identifiers that records connect: slow, and too plain to be wrong in the same way as the directory. */
export class ConnectedIdentifiers {
  readonly #labels = new Map<string, number>()
  readonly #members = new Map<number, string[]>()
  #next = 0

  /** Says that one record carries all of these, so they belong together. */
  join(identifiers: readonly string[]): void {
    const label = this.#next++
    const members = new Set(identifiers)
    for (const identifier of identifiers) {
      const old = this.#labels.get(identifier)
      for (const member of old === undefined ? [] : (this.#members.get(old) ?? [])) members.add(member)
      if (old !== undefined) this.#members.delete(old)
    }
    for (const member of members) this.#labels.set(member, label)
    this.#members.set(label, [...members])
  }

  /** The name of the set an identifier is in; undefined for an unknown one. */
  labelOf(identifier: string | undefined): number | undefined {
    return identifier === undefined ? undefined : this.#labels.get(identifier)
  }
}
