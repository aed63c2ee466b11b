/** What staff can note or do for a person, each with what it comes to. */
export const newRequestKinds = [
  {
    kind: 'export',
    label: 'Export',
    about: 'Puts everything that is known together, as a page to read and a file for programs.',
    button: 'Put it together',
    consequences: [
      'Everything that is known is put together, with where each fact came from.',
      'It may be fetched for seven days. Give it to the person themselves, once you know who they are.',
    ],
  },
  {
    kind: 'erasure',
    label: 'Erasure',
    about: 'Forgets everything that is known up to now.',
    button: 'Erase for good',
    consequences: [
      'Names, addresses, orders and events are deleted everywhere, and stay so when old data comes again.',
      'Other systems that were told of the person are told to delete it too.',
      'It cannot be taken back.',
    ],
  },
  {
    kind: 'suppression',
    label: 'Erasure, and take nothing new',
    about: 'Forgets everything, and takes no new data under the same addresses and numbers.',
    button: 'Erase and suppress',
    consequences: [
      'Names, addresses, orders and events are deleted everywhere.',
      'New data of the person is not taken either, until the suppression is lifted.',
      'It cannot be taken back.',
    ],
  },
  {
    kind: 'restriction',
    label: 'Restriction',
    about: 'Keeps the data and does not use it.',
    button: 'Restrict',
    consequences: [
      'The person is neither written to nor sent to other systems, and nothing is predicted.',
      'The data stays. It can be lifted on the page of the customer.',
    ],
  },
  {
    kind: 'objection',
    label: 'Objection to profiling',
    about: 'Nothing is predicted any more; all else goes on.',
    button: 'Note the objection',
    consequences: ['Predictions stop and are removed.', 'It can be withdrawn on the page of the customer.'],
  },
  {
    kind: 'correction',
    label: 'Correction',
    about: 'Notes what the person says is wrong, to be checked and answered.',
    button: 'Note it',
    consequences: ['It is listed as open, with its deadline, until somebody answers it.'],
  },
] as const

export type NewRequestKind = (typeof newRequestKinds)[number]['kind']

export function newRequestAddress(kind: NewRequestKind, customerId: string): string {
  return `/privacy/new?${new URLSearchParams({ kind, person: customerId })}`
}
