import type { CustomerPredictionsView } from '#shared/contracts/predictions.ts'

type Refusal = NonNullable<CustomerPredictionsView['refusal']>

/** Why nothing is predicted of a person, and what would change it. */
export const refusalWords: Readonly<Record<Refusal, string>> = {
  restricted:
    'The use of this person’s data is restricted, so nothing is predicted. It can be lifted under “Consents and privacy”.',
  objected: 'This person said no to being profiled, so nothing is predicted. Only they can change that.',
  'no-consent':
    'This shop predicts only with consent, and this person has not given it. As soon as they do, predictions are made.',
  'tenant-setting': 'This shop is set to profile nobody, so nothing is predicted.',
}
