/** What a destination of one kind of system may be told beside its mapping, as a form asks for it. */
export interface OptionField {
  /** With a slash: inside of another one. */
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly kind: 'text' | 'number' | 'json' | 'choice'
  readonly choices?: readonly string[]
  readonly isRequired?: boolean
  /** What counts when it is left empty. */
  readonly fallback?: string
}

/** A kind of system that customers can be sent to. */
export interface DestinationKind {
  /** What it is called in a sentence. */
  readonly title: string
  /** What the names of its properties look like. */
  readonly propertyHint: string
  /** The properties that a new destination begins with, ours first. */
  readonly usualFields: readonly (readonly [string, string])[]
  readonly options: readonly OptionField[]
}

/** By the source whose connections hold the credentials. */
export const destinationKinds: Readonly<Record<string, DestinationKind>> = {
  hubspot: {
    title: 'HubSpot',
    propertyHint: 'The internal name of a contact property, such as firstname',
    usualFields: [
      ['email', 'email'],
      ['firstName', 'firstname'],
      ['lastName', 'lastname'],
      ['phone', 'phone'],
    ],
    options: [
      {
        name: 'matchProperty',
        label: 'Contacts are matched by',
        hint: 'Best is a property of your own with unique values: it gets Patron’s customer id, so a new address makes no second contact',
        kind: 'text',
        fallback: 'email',
      },
    ],
  },
  salesforce: {
    title: 'Salesforce',
    propertyHint: 'The API name of a field, such as FirstName or Patron_Revenue__c',
    usualFields: [
      ['email', 'Email'],
      ['firstName', 'FirstName'],
      ['lastName', 'LastName'],
      ['phone', 'Phone'],
    ],
    options: [
      {
        name: 'externalIdField',
        label: 'Field that gets Patron’s customer id',
        hint: 'A text field marked External ID and Unique, such as Patron_Id__c',
        kind: 'text',
        isRequired: true,
      },
      {
        name: 'object',
        label: 'Object',
        hint: 'Contact, Lead, or one of your own',
        kind: 'text',
        fallback: 'Contact',
      },
      {
        name: 'apiVersion',
        label: 'Version of the API',
        hint: 'Of Salesforce’s REST API',
        kind: 'text',
        fallback: 'v62.0',
      },
    ],
  },
  rest: {
    title: 'the other system',
    propertyHint: 'The name it has in the JSON that is sent',
    usualFields: [
      ['email', 'email'],
      ['displayName', 'name'],
    ],
    options: [
      {
        name: 'path',
        label: 'Path that takes records',
        hint: 'Such as /api/people, on the host of the connection’s list',
        kind: 'text',
        isRequired: true,
      },
      {
        name: 'removePath',
        label: 'Path that is told who is to go',
        hint: 'Such as /api/people/delete',
        kind: 'text',
        isRequired: true,
      },
      {
        name: 'idProperty',
        label: 'Property that gets Patron’s customer id',
        hint: 'In every record',
        kind: 'text',
        fallback: 'id',
      },
      {
        name: 'maxRecordsPerCall',
        label: 'Most records in a call',
        hint: 'Up to 500',
        kind: 'number',
        fallback: '100',
      },
      {
        name: 'method',
        label: 'Method for records',
        hint: 'Of the call',
        kind: 'choice',
        choices: ['POST', 'PUT', 'PATCH'],
        fallback: 'POST',
      },
      {
        name: 'removeMethod',
        label: 'Method for who is to go',
        hint: 'Of the call',
        kind: 'choice',
        choices: ['POST', 'DELETE'],
        fallback: 'POST',
      },
      {
        name: 'body',
        label: 'Body with records',
        hint: 'JSON in which "{{records}}" stands for them',
        kind: 'json',
        fallback: '"{{records}}"',
      },
      {
        name: 'removeBody',
        label: 'Body with who is to go',
        hint: 'JSON in which "{{ids}}" and "{{reason}}" stand for them',
        kind: 'json',
        fallback: '{"ids":"{{ids}}","reason":"{{reason}}"}',
      },
      {
        name: 'results/list',
        label: 'Where the answer has one result a record',
        hint: 'A JSON pointer, such as /results. Without it, any 2xx means that all were taken',
        kind: 'text',
      },
      {
        name: 'results/problem',
        label: 'In a result: why it was refused',
        hint: 'A JSON pointer, such as /error; nothing there means that it was taken',
        kind: 'text',
      },
      {
        name: 'results/remoteId',
        label: 'In a result: the other system’s own id',
        hint: 'A JSON pointer, such as /number',
        kind: 'text',
      },
    ],
  },
}

/** Whether customers can be sent to connections of a source. */
export function isDestinationSource(source: string): boolean {
  return Object.hasOwn(destinationKinds, source)
}

/** The kind of a source's destinations; of one that nobody described, without options. */
export function destinationKind(source: string): DestinationKind {
  const kind = Object.hasOwn(destinationKinds, source) ? destinationKinds[source] : undefined
  return kind ?? { title: source, propertyHint: 'Its name there', usualFields: [], options: [] }
}
