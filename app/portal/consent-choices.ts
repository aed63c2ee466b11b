import type { NewOwnConsents } from '#shared/contracts/consents.ts'
import type { ConsentsView } from '#shared/contracts/customers.ts'

type Purpose = ConsentsView[number]['purpose']
type Channel = NonNullable<ConsentsView[number]['channel']>

/** One thing a person may say yes or no to. */
export interface ConsentChoice {
  readonly purpose: Purpose
  /** Null: there are no channels to tell apart. */
  readonly channel: Channel | null
  readonly label: string
}

/** Choices that belong together, with what they mean. */
export interface ConsentGroup {
  readonly title: string
  readonly yes: string
  readonly no: string
  readonly choices: readonly ConsentChoice[]
}

/** The wording below; goes up with every change of its meaning, so that it can be proven what a person has read. */
export const wordingVersion = 'portal-1'

const by = (channel: Channel, label: string): ConsentChoice => ({ purpose: 'marketing', channel, label })

export const consentGroups: readonly ConsentGroup[] = [
  {
    title: 'Offers and news',
    yes: 'Yes: the shop may tell you of offers and news this way.',
    no: 'No: it may not. Messages about an order of yours still come.',
    choices: [
      by('email', 'By e-mail'),
      by('sms', 'By SMS'),
      by('whatsapp', 'By WhatsApp'),
      by('phone', 'By telephone'),
      by('push', 'As a push message'),
      by('post', 'By post'),
    ],
  },
  {
    title: 'Counting',
    yes: 'Yes: the shop may count your visits, to see what works in it.',
    no: 'No: it may not use your visits for that.',
    choices: [{ purpose: 'analytics', channel: null, label: 'Count my visits' }],
  },
  {
    title: 'Showing what suits you',
    yes: 'Yes: the shop may choose what you see by what you bought and looked at.',
    no: 'No: it may not. You see what everybody sees.',
    choices: [{ purpose: 'personalisation', channel: null, label: 'Choose for me' }],
  },
  {
    title: 'Profiling',
    yes: 'Yes: the shop may work out what you might do next, such as whether you will buy again.',
    no: 'No: it may not. Nothing is predicted about you.',
    choices: [{ purpose: 'profiling', channel: null, label: 'Predict what I might do' }],
  },
  {
    title: 'Passing your data on',
    yes: 'Yes: the shop may give or sell your data to other companies.',
    no: 'No: it may not.',
    choices: [{ purpose: 'sale-of-data', channel: null, label: 'Sell or pass on my data' }],
  },
]

/** What a choice is called in the form: "marketing:email", "profiling". */
export function choiceName({ purpose, channel }: Pick<ConsentChoice, 'purpose' | 'channel'>): string {
  return channel === null ? purpose : `${purpose}:${channel}`
}

/** What is in force for a choice; undefined when the person has said nothing. A channel follows what was said of all. */
export function inForce(
  consents: ConsentsView,
  { purpose, channel }: Pick<ConsentChoice, 'purpose' | 'channel'>,
): ConsentsView[number] | undefined {
  const ofPurpose = consents.filter((consent) => consent.purpose === purpose)
  return (
    ofPurpose.find((consent) => consent.channel === channel) ??
    ofPurpose.find((consent) => consent.channel === null)
  )
}

/** What a form says that is not in force already, as statements for the API. */
export function changedStatements(form: FormData, consents: ConsentsView): NewOwnConsents['statements'] {
  return consentGroups
    .flatMap(({ choices }) => choices)
    .flatMap((choice) => {
      const said = form.get(choiceName(choice))
      if (said !== 'yes' && said !== 'no') return []
      const isGranted = said === 'yes'
      if (inForce(consents, choice)?.isGranted === isGranted) return []
      return [{ purpose: choice.purpose, channel: choice.channel, isGranted }]
    })
}
