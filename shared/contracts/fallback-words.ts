const reasons: Readonly<Record<string, string>> = {
  'seasonal-naive': 'going on as before was the better guess: no model did better on what was sold until now',
  'too-short': 'there is too little data to choose a model by: the mean stands in',
  'never-sold':
    'it was never sold: this is what new items like it sell in one place, from their first sale on',
  'all-zero': 'nothing was sold in the time that counts',
}

/** Why a plain method stands in for a model, to follow "because"; the word itself where it is none of ours. */
export function fallbackWords(fallback: string): string {
  return Object.hasOwn(reasons, fallback) ? (reasons[fallback] as string) : fallback
}
