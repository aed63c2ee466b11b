/** What the visitor allows, by the names a consent banner has for it. */
export type Categories = Readonly<Record<string, boolean>>

/** `true` and `false` are about analytics alone; a banner may give all its categories instead. */
export function categoriesOf(answer: unknown): Categories {
  return typeof answer === 'object' && answer !== null
    ? (answer as Categories)
    : { analytics: answer === true }
}

/** Whether visits may be recorded. */
export function allows(categories: Categories | undefined): boolean {
  return categories?.analytics === true
}

/** Whether the browser itself asks not to be tracked: Global Privacy Control, or the older Do Not Track. */
export function hasOptedOut(): boolean {
  return hasPrivacyControl() || navigator.doNotTrack === '1'
}

/** Whether the browser asks that data is not sold or shared. */
export function hasPrivacyControl(): boolean {
  return (navigator as Navigator & { globalPrivacyControl?: boolean }).globalPrivacyControl === true
}
