import type { CustomerSide } from '#shared/contracts/identity.ts'
import { identifierWords } from '#shared/identity/identifier-words.ts'

/** What to call a side before it has a name: by its customer, else by an identifier. */
export function sideTitle(side: CustomerSide | undefined): string {
  const [identifier] = side?.identifiers ?? []
  return (
    side?.customer?.displayName ??
    (identifier === undefined ? 'A customer without identifiers' : identifierWords(identifier))
  )
}

/** Titles of several sides, numbered where two would be called the same. */
export function sideTitles(sides: readonly CustomerSide[]): string[] {
  const titles = sides.map(sideTitle)
  return titles.map((title, index) => {
    const isOnly = titles.filter((other) => other === title).length === 1
    return isOnly
      ? title
      : `${title} (${titles.slice(0, index + 1).filter((other) => other === title).length})`
  })
}
