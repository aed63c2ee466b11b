/** Texts by name. */
export interface TextStorage {
  get(name: string): string | null
  set(name: string, text: string): void
  remove(name: string): void
  names(): string[]
}

/** Everything this script keeps has a name that begins so. */
export const ownPrefix = 'patron.'

/** The browser's own storage; what it will not take (blocked or full) is kept in memory as long as the page is. */
export function openStorage(): TextStorage {
  const kept = new Map<string, string>()
  return {
    get: (name) => attempt(() => localStorage.getItem(name)) ?? kept.get(name) ?? null,
    set: (name, text) => {
      const isStored = attempt(() => {
        localStorage.setItem(name, text)
        return true
      })
      if (isStored !== true) kept.set(name, text)
    },
    remove: (name) => {
      kept.delete(name)
      attempt(() => localStorage.removeItem(name))
    },
    names: () => [
      ...(attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(ownPrefix))) ?? []),
      ...kept.keys(),
    ],
  }
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
