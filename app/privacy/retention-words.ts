import type { RetentionView } from '#shared/contracts/retention.ts'

type Kind = keyof RetentionView['days']

/** What each kind of data is, and from how few days on it may be set. */
export const retentionWords: Readonly<Record<Kind, { readonly name: string; readonly about: string }>> = {
  inactiveCustomers: {
    name: 'Customers who do nothing',
    about: 'Without any event for so long they are erased, as if they had asked for it. At least 30.',
  },
  archive: { name: 'Archived events', about: 'By the day they were taken in. At least 30.' },
  quarantine: { name: 'Events in quarantine', about: 'They could not be processed.' },
  deliveries: { name: 'Deliveries', about: 'What outside systems sent, as it came. At most 7.' },
  audit: { name: 'Audit log', about: 'What staff and programs did. At least 90.' },
  privacyRequests: {
    name: 'Answered requests',
    about: 'The proof that they were answered; they name nobody. At least 365.',
  },
  segmentMovements: { name: 'Movements between segments', about: 'Who went where, and when. At least 30.' },
  unusualDays: {
    name: 'Unusual days',
    about: "What was noticed of days unlike the shop's others. At least 30.",
  },
  jobs: {
    name: 'Ended jobs',
    about: 'Trainings, predictions and forecasts; the latest of each stays. At least 8.',
  },
  models: {
    name: 'Models not in use',
    about: 'The one before the one in use stays, and of the last 50 the figures. At least 7.',
  },
}

export const retentionKinds = Object.keys(retentionWords) as Kind[]
