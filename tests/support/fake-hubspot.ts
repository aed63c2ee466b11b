import type { FakeVendorAnswer, VendorCallSeen } from './fake-vendor.ts'

interface Contact {
  readonly id: string
  readonly properties: Record<string, string>
}

interface Input {
  readonly id: string
  readonly idProperty?: string
  readonly properties: Record<string, string>
  readonly objectWriteTraceId?: string
}

/**
 * Contacts as HubSpot's API keeps them: one e-mail address is one contact, a batch with an invalid address is refused as a
 * whole, a value that a property does not allow is an error of its record alone (207), ids it does not know are named.
 */
export class FakeHubspot {
  readonly contacts = new Map<string, Contact>()
  readonly erasedIds: string[] = []
  token = 'right'
  #nextId = 101

  answer({ path, headers, body }: Pick<VendorCallSeen, 'path' | 'headers' | 'body'>): FakeVendorAnswer {
    if (headers.authorization !== `Bearer ${this.token}`)
      return problem(401, 'EXPIRED_AUTHENTICATION', 'The access token is expired')
    const sent = JSON.parse(body)
    switch (path) {
      case '/crm/v3/objects/contacts/batch/upsert':
        return this.#write(sent.inputs, (input) => this.#upsert(input))
      case '/crm/v3/objects/contacts/batch/update':
        return this.#write(sent.inputs, (input) => this.#update(input))
      case '/crm/v3/objects/contacts/batch/archive':
        for (const { id } of sent.inputs) this.contacts.delete(id)
        return { status: 204, body: '' }
      case '/crm/v3/objects/contacts/gdpr-delete':
        if (!this.contacts.delete(sent.objectId)) return problem(404, 'OBJECT_NOT_FOUND', 'No such contact')
        this.erasedIds.push(sent.objectId)
        return { status: 204, body: '' }
      default:
        return problem(404, 'NOT_FOUND', 'No such address')
    }
  }

  byEmail(email: string): Contact | undefined {
    return [...this.contacts.values()].find((contact) => contact.properties.email === email)
  }

  #write(inputs: readonly Input[], write: (input: Input) => Contact | undefined): FakeVendorAnswer {
    const invalid = inputs.find(({ properties }) => properties.email?.endsWith('.invalid'))
    if (invalid !== undefined)
      return problem(400, 'VALIDATION_ERROR', `Email address ${invalid.properties.email} is invalid`)
    if (new Set(inputs.map(({ id }) => id)).size < inputs.length)
      return problem(400, 'VALIDATION_ERROR', 'Duplicate IDs found in batch input')
    const results: unknown[] = []
    const errors: unknown[] = []
    for (const input of inputs) {
      if (input.properties.plan === 'unknown') {
        const context = { objectWriteTraceId: [input.objectWriteTraceId] }
        errors.push({
          status: 'error',
          category: 'VALIDATION_ERROR',
          message: 'unknown is no option',
          context,
        })
        continue
      }
      if (this.#isTaken(input)) {
        const context = { objectWriteTraceId: [input.objectWriteTraceId] }
        errors.push({
          status: 'error',
          category: 'CONFLICT',
          message: 'another contact has this address',
          context,
        })
        continue
      }
      const contact = write(input)
      if (contact === undefined)
        errors.push({
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          message: 'Could not get some CONTACT objects, they may be deleted or not exist.',
          context: { ids: [input.id] },
        })
      else results.push({ ...contact, objectWriteTraceId: input.objectWriteTraceId })
    }
    return errors.length === 0
      ? { status: 200, body: { status: 'COMPLETE', results } }
      : { status: 207, body: { status: 'COMPLETE', results, numErrors: errors.length, errors } }
  }

  /** Whether a contact is given by its id the address of another one. */
  #isTaken({ id, idProperty, properties: { email } }: Input): boolean {
    const owner = email === undefined ? undefined : this.byEmail(email)
    return idProperty === undefined && owner !== undefined && owner.id !== id
  }

  #upsert({ id, idProperty = '', properties }: Input): Contact {
    const known = [...this.contacts.values()].find((contact) => contact.properties[idProperty] === id)
    return this.#keep(known?.id ?? String(this.#nextId++), properties, known)
  }

  #update({ id, properties }: Input): Contact | undefined {
    const known = this.contacts.get(id)
    return known && this.#keep(id, properties, known)
  }

  #keep(id: string, properties: Record<string, string>, known: Contact | undefined): Contact {
    const contact = { id, properties: { ...known?.properties, ...properties } }
    this.contacts.set(id, contact)
    return contact
  }
}

function problem(status: number, category: string, message: string): FakeVendorAnswer {
  return { status, body: { status: 'error', category, message, correlationId: 'c0ffee' } }
}
