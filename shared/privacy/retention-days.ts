import * as z from 'zod'

const days = (leastDays: number) => z.int().min(leastDays).max(36_500)

/** For how many days each kind of data is kept. */
export const retentionDaysSchema = z.object({
  inactiveCustomers: days(30).meta({
    description: 'A customer without any event for so long is erased, as if they had asked for it.',
  }),
  archive: days(30).meta({ description: 'Archived events, by the day they were taken in.' }),
  quarantine: days(1).meta({ description: 'Events that could not be processed.' }),
  deliveries: days(1).max(7).meta({ description: 'What outside systems sent, as it came.' }),
  audit: days(90).meta({ description: 'What staff did.' }),
  privacyRequests: days(365).meta({ description: 'Answered requests, as proof; they name nobody.' }),
  segmentMovements: days(30).meta({ description: 'Who moved from one segment to another.' }),
  unusualDays: days(30).meta({ description: "Days unlike the shop's others." }),
  jobs: days(8).meta({
    description: 'Trainings, scorings and forecasts that have ended; the latest of each model stays.',
  }),
  models: days(7).meta({
    description:
      'Versions of models that are not in use. The one before the one in use stays, and of the last 50 of a kind the figures.',
  }),
})
export type RetentionDays = z.infer<typeof retentionDaysSchema>

/** What holds where a tenant has set nothing else. */
export const defaultRetentionDays: RetentionDays = {
  inactiveCustomers: 1_095,
  archive: 1_095,
  quarantine: 90,
  deliveries: 7,
  audit: 730,
  privacyRequests: 1_095,
  segmentMovements: 395,
  unusualDays: 730,
  jobs: 90,
  models: 90,
}
