const names = new Intl.DisplayNames('en-GB', { type: 'region' })

/** The English name of a country (ISO 3166 alpha-2), such as Germany; the code itself where there is none. */
export function formatCountry(code: string): string {
  return names.of(code) ?? code
}
