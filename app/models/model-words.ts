import type { ModelVersionState, ModelView } from '#shared/contracts/models.ts'
import type { Tone } from '../components/badge.tsx'

type ModelKind = ModelView['kind']

/** What each model is for, as a shop would say it. */
export const modelPurposes: Readonly<Record<ModelKind, string>> = {
  churn: 'Who will probably not come back, and why',
  'lifetime-value': 'What each customer will probably spend over the next 90 days',
  consumption: 'Who will buy what again, and when',
  segments: 'Groups of customers who behave alike',
  recommendations: 'What to offer each customer next',
  'next-basket': 'What each customer will probably take next, and when',
  anomalies: 'Whose behaviour stands out',
}
export const modelKinds = Object.keys(modelPurposes) as ModelKind[]

/** A kind by its name in an address; undefined for a name that is none. */
export function parseModelKind(text: string | undefined): ModelKind | undefined {
  return modelKinds.find((kind) => kind === text)
}

/** What the states of a version are called, and what they mean. */
export const versionStates: Readonly<Record<ModelVersionState, { name: string; tone: Tone; about: string }>> =
  {
    champion: { name: 'In use', tone: 'good', about: 'This version makes the predictions.' },
    challenger: {
      name: 'Kept beside',
      tone: 'info',
      about: 'Good, but not better by enough than the version in use.',
    },
    rejected: { name: 'Not good enough', tone: 'warn', about: 'No better than a plain rule.' },
    retired: { name: 'Was in use', tone: 'plain', about: 'Another version took its place.' },
  }
