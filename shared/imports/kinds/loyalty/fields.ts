import type { FieldDescriptions } from '../field-description.ts'
import { personFields } from '../person-fields.ts'

const { customerId, email, phone, loyaltyId, firstName, lastName, fullName } = personFields

/** The columns of a file of loyalty cards, one row a card. */
export const loyaltyFields = {
  loyaltyId: {
    ...loyaltyId,
    label: 'Number of the card',
    required: true,
    words: `${loyaltyId.words} memberid memberno membernumber card karte carte tarjeta carta kaart`,
  },
  tier: {
    label: 'Tier',
    required: false,
    form: 'text',
    words: 'tier loyaltytier level status loyaltylevel tiername stufe niveau nivel livello',
  },
  points: {
    label: 'Points',
    required: false,
    form: 'decimal',
    words: `points loyaltypoints pointsbalance pointbalance balance currentpoints punkte punktestand puntos punti
      punten`,
  },
  lifetimePoints: {
    label: 'Points collected in all',
    required: false,
    form: 'decimal',
    words: 'lifetimepoints totalpoints pointsearned totalpointsearned',
  },
  joinedAt: {
    label: 'Member since',
    required: false,
    form: 'moment',
    words: `joinedat joined joindate datejoined membersince enrolledat enrolldate enrollmentdate registeredat
      createdat mitgliedseit beitrittsdatum dateadhesion`,
  },
  customerId,
  email,
  phone,
  firstName,
  lastName,
  fullName,
  updatedAt: {
    label: 'Date the points are of',
    required: false,
    form: 'moment',
    words: 'updatedat lastupdated modifiedat asof pointsdate balancedate lastactivity',
  },
} as const satisfies FieldDescriptions
