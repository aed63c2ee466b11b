import { allows, type Categories, categoriesOf, hasOptedOut } from './consent.ts'
import { Outbox } from './outbox.ts'
import { newPageView, watchPages } from './page-views.ts'
import { openStorage } from './storage.ts'
import { type Call, Visitor } from './visitor.ts'

/** What a page gives `patron('init', ...)`. */
interface Options {
  readonly writeKey: string
  /** Where to send to; without it the host this script came from. */
  readonly host?: string
  /** `required`: nothing is kept or sent before `patron('consent', ...)` allows analytics. */
  readonly consent?: 'required'
  /** Browsers that ask not to be tracked are left alone, unless this says otherwise. */
  readonly signals?: 'ignore'
  /** False: the page sends its page views itself. */
  readonly pageViews?: boolean
  /** A domain whose hosts share the visitor's cookie: `shop.example`. */
  readonly cookieDomain?: string
}

type Draft = Pick<Call, 'type' | 'timestamp'> & Readonly<Record<string, unknown>>
type Properties = Readonly<Record<string, unknown>>

const commerceEvents: Readonly<Record<string, string>> = {
  productViewed: 'Product Viewed',
  productAdded: 'Product Added',
  productRemoved: 'Product Removed',
  cartViewed: 'Cart Viewed',
  checkoutStarted: 'Checkout Started',
  orderCompleted: 'Order Completed',
}
const maxHeld = 50

const script = document.currentScript
const ownHost = script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin

/** Calls that wait for the visitor's answer; undefined once there is none to wait for. */
let held: Draft[] | undefined = []
let isOptIn = false
let isSilent = false
let visitor: Visitor | undefined
let outbox: Outbox | undefined
let earlyAnswer: Categories | undefined
let begin: ((categories: Categories | undefined) => void) | undefined

/** Runs one command of the page. What goes wrong here is never the page's trouble. */
function patron(...command: unknown[]): void {
  try {
    run(command)
  } catch {
    // Better nothing sent than a shop that stops.
  }
}

function run([name, first, second]: unknown[]): void {
  if (name === 'init') init(first as Options)
  else if (name === 'consent') consent(categoriesOf(first))
  else if (name === 'identify') identify(first, second as Properties | undefined)
  else if (name === 'reset') visitor?.renew()
  else if (name === 'page') send(newPageView(first as string | undefined, second as Properties | undefined))
  else if (name === 'track') track(first as string, second as Properties | undefined)
  else if (commerceEvents[name as string] !== undefined) {
    track(commerceEvents[name as string] as string, first as Properties | undefined)
  }
}

function init(options: Options): void {
  if (begin !== undefined) return
  isOptIn = options.consent === 'required'
  isSilent = options.signals !== 'ignore' && hasOptedOut()
  begin = (categories) => {
    if (visitor !== undefined) return
    const storage = openStorage()
    visitor = new Visitor(storage, options.cookieDomain, categories)
    outbox = new Outbox(storage, options.host ?? ownHost, options.writeKey)
    for (const draft of held ?? []) outbox.add(visitor.complete(draft))
    held = undefined
  }
  const answer = isSilent ? undefined : Visitor.remembered()
  if (isSilent || (answer !== undefined && !allows(answer))) held = undefined
  else if (!isOptIn || allows(answer)) begin(answer)
  if (earlyAnswer !== undefined) consent(earlyAnswer)
  if (options.pageViews !== false) watchPages((view) => patron('page', undefined, view))
  const leave = () => outbox?.leave()
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', () => document.hidden && leave())
}

/** Takes back what was allowed as well: then it is told once more, and everything kept here is removed. */
function consent(categories: Categories): void {
  if (begin === undefined) earlyAnswer = categories
  if (begin === undefined || isSilent) return
  const isAllowed = allows(categories)
  if (isAllowed) begin(categories)
  else held = undefined
  if (visitor?.allow(categories)) track('Segment Consent Preference Updated')
  if (isAllowed) return
  outbox?.leave()
  outbox?.clear()
  // Where visits are recorded unless somebody objects, the objection has to be remembered.
  visitor?.forget(isOptIn ? undefined : categories)
  visitor = undefined
  outbox = undefined
}

function identify(first: unknown, second: Properties | undefined): void {
  const userId = typeof first === 'object' ? undefined : first
  send({ ...draft('identify'), userId, traits: userId === undefined ? first : second })
}

function track(event: string, properties: Properties | undefined = {}): void {
  send({ ...draft('track'), event, properties })
}

function draft(type: string): Draft {
  return { type, timestamp: new Date().toISOString() }
}

/** Until it may be sent a call is held in memory alone, and gone with the page. */
function send(call: Draft): void {
  if (visitor !== undefined) outbox?.add(visitor.complete(call))
  else if (held !== undefined && held.length < maxHeld) held.push(call)
}

declare global {
  interface Window {
    patron?: ((...command: unknown[]) => void) & { q?: ArrayLike<unknown>[]; isReady?: boolean }
  }
}

// A page that holds the script twice goes on with the first one, which knows the visitor.
if (window.patron?.isReady !== true) {
  const waiting = window.patron?.q ?? []
  window.patron = Object.assign(patron, { isReady: true })
  for (const command of waiting) patron(...Array.from(command))
}
