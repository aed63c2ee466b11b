/** Colours by the name of their custom property, in the groups the design page shows. */
export const colourGroups = [
  { name: 'Ground', tokens: ['paper', 'surface', 'sunken', 'line', 'line-strong'] },
  { name: 'Ink', tokens: ['ink', 'ink-soft', 'ink-faint'] },
  { name: 'Accent', tokens: ['accent', 'accent-strong', 'accent-ink', 'accent-soft', 'focus'] },
  {
    name: 'Meaning',
    tokens: ['good', 'good-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'info', 'info-soft'],
  },
  { name: 'Charts', tokens: ['chart-1', 'chart-grid', 'track'] },
] as const

/** Steps of the type scale, largest first. */
export const typeSteps = ['3xl', '2xl', 'xl', 'l', 'm', 's', 'xs'] as const

/** Steps of the spacing scale. */
export const spaceSteps = [1, 2, 3, 4, 5, 6, 7] as const
