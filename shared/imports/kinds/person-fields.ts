import type { FieldDescriptions } from './field-description.ts'

/** The columns that say who somebody is, in every kind of file that speaks of people. */
export const personFields = {
  customerId: {
    label: 'Customer number',
    required: false,
    form: 'text',
    words: `customerid customernumber customerno customeruserid custid userid clientid memberid kundennummer
      numeroclient codeclient numerocliente codicecliente klantnummer`,
  },
  email: {
    label: 'E-mail',
    required: false,
    form: 'text',
    words: `email emailaddress customeremail billingemail emailbilling contactemail mail courriel correo
      correoelectronico adresseemail emailadresse emailadres`,
  },
  phone: {
    label: 'Phone',
    required: false,
    form: 'text',
    words: `phone phonenumber customerphone billingphone phonebilling mobile mobilenumber mobilephone telephone
      contactnumber shippingphone defaultaddressphone telefon telefonnummer handy mobil portable telefono movil
      telefoon`,
  },
  loyaltyId: {
    label: 'Loyalty card',
    required: false,
    form: 'text',
    words: `loyaltyid loyaltycard loyaltynumber loyaltycardno loyaltycardnumber cardnumber cardno cardid
      membershipid membershipno membershipnumber kartennummer kundenkarte numerocarte numerotarjeta kaartnummer`,
  },
  firstName: {
    label: 'First name',
    required: false,
    form: 'text',
    words: `firstname billingfirstname firstnamebilling customerfirstname givenname forename vorname prenom
      nombre nome voornaam`,
  },
  lastName: {
    label: 'Last name',
    required: false,
    form: 'text',
    words: `lastname billinglastname lastnamebilling customerlastname surname familyname nachname nomdefamille
      apellido apellidos cognome achternaam`,
  },
  fullName: {
    label: 'Full name',
    required: false,
    form: 'text',
    words: 'fullname customername billingname fullnamebilling customer name kunde client cliente klant',
  },
  city: {
    label: 'City',
    required: false,
    form: 'text',
    words: `city billingcity citybilling customercity defaultaddresscity town shippingcity ort stadt ville ciudad
      citta plaats`,
  },
  country: {
    label: 'Country',
    required: false,
    form: 'text',
    words: `country countrycode billingcountry countrycodebilling countrybilling customercountry
      defaultaddresscountrycode shippingcountry land pays pais paese`,
  },
} as const satisfies FieldDescriptions
