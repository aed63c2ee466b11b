import { allows, type Categories, hasPrivacyControl } from './consent.ts'
import { newName } from './new-name.ts'
import { openStorage, ownPrefix, type TextStorage } from './storage.ts'

/** One call of the tracking API, complete. */
export interface Call {
  readonly type: string
  readonly timestamp: string
  readonly messageId: string
  readonly anonymousId: string
  readonly context: Readonly<Record<string, unknown>>
}

const cookieName = 'patron_id'
const cookieSeconds = 395 * 86_400
const sessionPauseMs = 30 * 60_000

const userName = `${ownPrefix}user`
const deviceName = `${ownPrefix}device`
const sessionName = `${ownPrefix}session`
const consentName = `${ownPrefix}consent`

/** Who is visiting: a first-party cookie, a name for the device, a session, and the user once the shop knows one. */
export class Visitor {
  readonly #storage: TextStorage
  readonly #domain: string
  #anonymousId: string
  #categories: Categories | undefined

  constructor(storage: TextStorage, cookieDomain: string | undefined, categories: Categories | undefined) {
    this.#storage = storage
    this.#domain = cookieDomain === undefined ? '' : `;domain=${cookieDomain}`
    this.#anonymousId = /(?:^|; )patron_id=([\w-]+)/.exec(document.cookie)?.[1] ?? newName()
    this.#writeCookie(this.#anonymousId, cookieSeconds)
    this.#categories = categories
  }

  /** What was answered on an earlier page; undefined when nothing is known. */
  static remembered(): Categories | undefined {
    const text = openStorage().get(consentName)
    return text === null ? undefined : (JSON.parse(text) as Categories)
  }

  /** Tells whether that is another answer than the last one. */
  allow(categories: Categories): boolean {
    const text = JSON.stringify(categories)
    const isNew = this.#storage.get(consentName) !== text
    if (allows(categories)) this.#storage.set(consentName, text)
    this.#categories = categories
    return isNew
  }

  /** A call with everything that is the same for all calls of this visit. */
  complete(draft: Pick<Call, 'type' | 'timestamp'> & { readonly userId?: unknown }): Call {
    const before = this.#storage.get(userName)
    const userId = draft.userId === undefined ? before : String(draft.userId)
    // Somebody else has signed in here: what follows is not the first one's.
    if (before !== null && userId !== before) this.renew()
    if (userId !== null) this.#storage.set(userName, userId)
    return {
      ...draft,
      ...(userId !== null && { userId }),
      messageId: newName(),
      anonymousId: this.#anonymousId,
      context: {
        channel: 'web',
        library: { name: 'patron.js', version: '1' },
        locale: navigator.language,
        page: {
          url: location.href,
          path: location.pathname,
          referrer: document.referrer,
          title: document.title,
        },
        device: { id: this.#stored(deviceName) },
        sessionId: this.#session(Date.parse(draft.timestamp)),
        ...(hasPrivacyControl() && { globalPrivacyControl: true }),
        ...(this.#categories !== undefined && { consent: { categoryPreferences: this.#categories } }),
      },
    }
  }

  /** Somebody else from here on: after signing out, on a shared computer. */
  renew(): void {
    this.#anonymousId = newName()
    this.#writeCookie(this.#anonymousId, cookieSeconds)
    this.#storage.remove(userName)
    this.#storage.remove(deviceName)
    this.#storage.remove(sessionName)
  }

  /** Removes everything that was kept in the browser, but for an objection. */
  forget(objection: Categories | undefined): void {
    this.#writeCookie('', 0)
    for (const name of this.#storage.names()) this.#storage.remove(name)
    if (objection !== undefined) this.#storage.set(consentName, JSON.stringify(objection))
  }

  #session(nowMs: number): string {
    const [id, lastText] = (this.#storage.get(sessionName) ?? '').split('/')
    const isOver = !id || nowMs - Number(lastText) > sessionPauseMs
    const session = isOver ? newName() : id
    this.#storage.set(sessionName, `${session}/${nowMs}`)
    return session
  }

  #stored(name: string): string {
    const known = this.#storage.get(name)
    if (known !== null) return known
    const made = newName()
    this.#storage.set(name, made)
    return made
  }

  #writeCookie(value: string, seconds: number): void {
    const secure = location.protocol === 'https:' ? ';secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `${cookieName}=${value};path=/;max-age=${seconds};samesite=lax${secure}${this.#domain}`
  }
}
