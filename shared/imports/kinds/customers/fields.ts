import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'
import { personFields } from '../person-fields.ts'

const { city, country, ...who } = personFields

/** The columns of a file of customers, one row a customer. */
export const customerFields = {
  ...who,
  customerId: { ...who.customerId, words: `${who.customerId.words} id` },
  birthday: {
    label: 'Birthday',
    required: false,
    form: 'day',
    words: `birthday birthdate dateofbirth dob geburtsdatum geburtstag datedenaissance fechanacimiento
      fechadenacimiento datadinascita geboortedatum`,
  },
  gender: {
    label: 'Gender',
    required: false,
    form: 'text',
    words: 'gender sex geschlecht genre sexe genero sexo genere geslacht',
  },
  street: {
    label: 'Street and house number',
    required: false,
    form: 'text',
    words: `street address address1 addressline1 streetaddress defaultaddressaddress1 billingaddress1 strasse straße
      adresse rue direccion calle indirizzo via straat adres`,
  },
  postalCode: {
    label: 'Postal code',
    required: false,
    form: 'text',
    words: `postalcode postcode zip zipcode defaultaddresszip billingpostcode billingzip plz postleitzahl
      codepostal codigopostal cap`,
  },
  city,
  state: {
    label: 'State or region',
    required: false,
    form: 'text',
    words: `state region province provincecode defaultaddressprovincecode billingstate county bundesland
      departement provincia regione provincie`,
  },
  country,
  marketingConsent: {
    label: 'Marketing allowed (yes or no)',
    required: false,
    form: 'yes-no',
    words: `marketingconsent marketing acceptsmarketing marketingoptin optin newsletter subscribed consent
      einwilligung consentement consentimiento consenso`,
  },
  emailConsent: {
    label: 'Marketing by e-mail allowed',
    required: false,
    form: 'yes-no',
    words:
      'emailconsent acceptsemailmarketing emailmarketing emailoptin emailmarketingconsent emailsubscribed',
  },
  smsConsent: {
    label: 'Marketing by SMS allowed',
    required: false,
    form: 'yes-no',
    words: 'smsconsent acceptssmsmarketing smsmarketing smsoptin smsmarketingconsent smssubscribed',
  },
  whatsappConsent: {
    label: 'Marketing by WhatsApp allowed',
    required: false,
    form: 'yes-no',
    words: 'whatsappconsent acceptswhatsappmarketing whatsappmarketing whatsappoptin',
  },
  consentedAt: {
    label: 'Date of the consent',
    required: false,
    form: 'moment',
    words: 'consentedat consentdate consenttime optinat optindate optintime subscribedat',
  },
  registeredAt: {
    label: 'Customer since',
    required: false,
    form: 'moment',
    words: `registeredat registrationdate registered createdat datecreated created signupdate customersince
      membersince kundeseit dateinscription fecharegistro`,
  },
  updatedAt: {
    label: 'Date these details are of',
    required: false,
    form: 'moment',
    words: 'updatedat lastupdated modifiedat lastmodified datemodified dateupdated changedat geandertam',
  },
} as const satisfies FieldDescriptions

export const customerNeeds: readonly ColumnNeed[] = [
  {
    anyOf: [['customerId'], ['email'], ['phone'], ['loyaltyId']],
    field: 'email',
    detail: 'A customer number, an e-mail, a phone or a card is needed',
  },
]
