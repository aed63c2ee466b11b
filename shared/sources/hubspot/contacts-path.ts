/** Where HubSpot's API has contacts. */
export const contactsPath = '/crm/v3/objects/contacts'
