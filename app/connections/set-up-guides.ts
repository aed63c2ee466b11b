import type { ConnectableSource } from '#shared/contracts/connections.ts'

/** One thing to do, and what has to be at hand for it. */
export interface SetUpStep {
  readonly text: string
  readonly shows?: 'address' | 'secret' | 'verify-token' | 'script'
  /** Where in Patron it is done; `{connectionId}` stands for the connection's id. */
  readonly leadsTo?: { readonly to: string; readonly label: string }
  /** What to subscribe to, as the other system calls it. */
  readonly topics?: readonly string[]
}

/** How a source is connected: what comes before the form, what the form asks for, and what comes after it. */
export interface SetUpGuide {
  readonly before: readonly SetUpStep[]
  readonly secretLabel?: string
  /** Whether the secret has several lines. */
  readonly hasLongSecret?: boolean
  readonly after: readonly SetUpStep[]
}

const guides: Readonly<Record<string, SetUpGuide>> = {
  shopify: {
    before: [
      { text: 'In the Shopify admin, open Settings > Notifications > Webhooks.' },
      {
        text: 'Create a webhook for each of these events, with the format JSON and the newest version, and paste this address. The first three are needed; the others tell more.',
        shows: 'address',
        topics: [
          'orders/create',
          'orders/updated',
          'refunds/create',
          'customers/create',
          'customers/update',
          'checkouts/create',
          'carts/update',
          'products/update',
          'inventory_levels/update',
        ],
      },
      {
        text: 'Below the list of webhooks, Shopify shows what they are signed with. Copy it. (With an app of your own it is the client secret of the app.)',
      },
    ],
    secretLabel: 'Signing secret from Shopify',
    after: [{ text: 'Press “Send test notification” beside a webhook in Shopify, or place an order.' }],
  },
  woocommerce: {
    before: [],
    after: [
      { text: 'In WordPress, open WooCommerce > Settings > Advanced > Webhooks and add a webhook.' },
      { text: 'Set its status to Active and paste this delivery URL.', shows: 'address' },
      { text: 'Paste this secret.', shows: 'secret' },
      {
        text: 'Choose “WP REST API Integration v3”, save, and add one webhook for each of these topics, all with the same URL and secret.',
        topics: [
          'Order created',
          'Order updated',
          'Order deleted',
          'Customer created',
          'Customer updated',
          'Product created',
          'Product updated',
        ],
      },
      { text: 'Saving a webhook sends a set-up call. The first event comes with the next order.' },
    ],
  },
  magento: {
    before: [
      {
        text: 'In the admin of Adobe Commerce, open Stores > Configuration > Adobe Services > Webhooks, switch on the signature and copy the public key.',
      },
    ],
    secretLabel: 'Public key from Adobe Commerce',
    hasLongSecret: true,
    after: [
      {
        text: 'Open System > Webhooks > Webhooks Subscriptions and add a webhook of the type “after”, not required.',
      },
      { text: 'Paste this address, with a short timeout and the default fields.', shows: 'address' },
      {
        text: 'Add one for each of these events.',
        topics: [
          'observer.sales_order_save_after',
          'observer.customer_save_after',
          'observer.catalog_product_save_after',
        ],
      },
      { text: 'Change an order or a customer: the first event comes at once.' },
    ],
  },
  zoho: {
    before: [],
    after: [
      {
        text: 'In Zoho Books or Inventory, open Settings > Workflow Actions > Webhooks and add a webhook with the method POST.',
      },
      { text: 'Paste this address.', shows: 'address' },
      { text: 'Switch on “Secure Webhook” and paste this secret as its token.', shows: 'secret' },
      { text: 'Choose the default payload as application/json.' },
      {
        text: 'Add a workflow rule for each of these that calls the webhook, when created or edited.',
        topics: ['Contacts', 'Sales orders'],
      },
      { text: 'Save a contact: the first event comes at once.' },
    ],
  },
  twilio: {
    before: [
      {
        text: 'In the Twilio Console, open the account’s dashboard and copy the Auth Token under “Account Info”.',
      },
    ],
    secretLabel: 'Auth Token from Twilio',
    after: [
      {
        text: 'Open your phone number, WhatsApp sender or messaging service and paste this address under “A message comes in”, with the method HTTP POST.',
        shows: 'address',
      },
      { text: 'Paste the same address as status callback, so that you see what was delivered and read.' },
      { text: 'Send a message to your number.' },
    ],
  },
  whatsapp: {
    before: [
      {
        text: 'In Meta’s App Dashboard, open App settings > Basic and copy the App secret of your business app.',
      },
    ],
    secretLabel: 'App secret from Meta',
    after: [
      {
        text: 'Open WhatsApp > Configuration and edit the webhook. Paste this callback URL.',
        shows: 'address',
      },
      { text: 'Paste this verify token, then press “Verify and save”.', shows: 'verify-token' },
      {
        text: 'Under “Webhook fields”, subscribe to these.',
        topics: ['messages', 'user_preferences', 'user_id_update'],
      },
      { text: 'Send a message to your business number.' },
    ],
  },
  pos: {
    before: [],
    after: [
      { text: 'Give the maker of your till this address to send events to.', shows: 'address' },
      {
        text: 'Give them this secret, with which every call is signed by Standard Webhooks.',
        shows: 'secret',
      },
      {
        text: 'These kinds of events are read. Their fields stand in the API’s documentation under POST /v1/pos/events.',
        topics: ['sale', 'return', 'void', 'bill', 'customer', 'stock-count'],
      },
      { text: 'Ring up a sale.' },
    ],
  },
  square: {
    before: [
      {
        text: 'In Square’s Developer Console, open your application, then Webhooks > Subscriptions, and add a subscription.',
      },
      {
        text: 'Paste this notification URL, letter by letter: Square signs it too. Choose these events.',
        shows: 'address',
        topics: [
          'payment.updated',
          'refund.updated',
          'order.updated',
          'customer.created',
          'customer.updated',
          'customer.deleted',
          'loyalty.account.updated',
          'inventory.count.updated',
        ],
      },
      { text: 'Save the subscription, open it again and copy its Signature Key.' },
    ],
    secretLabel: 'Signature Key from Square',
    after: [{ text: 'Press “Send test event” in Square, or take a payment.' }],
  },
  lightspeed: {
    before: [
      {
        text: 'In Lightspeed’s developer portal, open your application and copy its client secret. Webhooks that are added by hand in the retailer’s settings are not signed and would be refused.',
      },
    ],
    secretLabel: 'Client secret from Lightspeed',
    after: [
      {
        text: 'Let the application make a webhook for each of these types, with this address and the type behind it, such as ?type=sale.update.',
        shows: 'address',
        topics: ['sale.update', 'customer.update', 'product.update', 'inventory.update'],
      },
      { text: 'Ring up a sale.' },
    ],
  },
  hubspot: {
    before: [
      {
        text: 'In HubSpot, open the app that is to send here (a private app does) and copy its client secret.',
      },
    ],
    secretLabel: 'Client secret from HubSpot',
    after: [
      { text: 'In the app, open Webhooks and paste this target URL.', shows: 'address' },
      {
        text: 'Subscribe to these, and to the change of each property that you want to see.',
        topics: [
          'contact.creation',
          'contact.propertyChange',
          'contact.merge',
          'contact.deletion',
          'contact.privacyDeletion',
        ],
      },
      { text: 'Change a contact: the first event comes at once.' },
    ],
  },
  salesforce: {
    before: [],
    after: [
      {
        text: 'Patron reads the organisation every few minutes: enter the access and the address of the organisation under Settings. Nothing else is needed.',
      },
      {
        text: 'To have changes at once as well, let an Apex class send the record to this address, as a named credential that your organisation may call.',
        shows: 'address',
      },
      { text: 'The class signs by Standard Webhooks, with this secret.', shows: 'secret' },
    ],
  },
  rest: {
    before: [],
    after: [
      { text: 'Let the other system send JSON to this address, by POST.', shows: 'address' },
      {
        text: 'With this secret it signs by Standard Webhooks. Where it can do no more, it shows the secret itself, as bearer token or in the header x-webhook-secret.',
        shows: 'secret',
      },
      {
        text: 'Say under Settings what stands where. A record that does not fit is kept with the reason; once the setting is right, replay it.',
      },
    ],
  },
  tracking: {
    before: [],
    after: [
      {
        text: 'Make a key for sending events, or ask whoever may. It is shown once, and ends after a year unless you choose otherwise there.',
        leadsTo: { to: '/settings/api-keys/new?connection={connectionId}', label: 'Make a key' },
      },
      { text: 'Paste this into the head of every page, with that key as the write key.', shows: 'script' },
      {
        text: 'Page views come by themselves. Say the rest where it happens: products, carts, orders and who signed in. Segment’s and RudderStack’s libraries work as well, with this host and your write key.',
      },
      {
        text: 'Open your shop in another window. The visit appears here, on the page of this connection and among all events at once.',
        leadsTo: { to: '/events?source=tracking%2F{connectionId}', label: 'Watch events arrive' },
      },
    ],
  },
}

const toAddress: SetUpStep = {
  text: 'Let the other system send its webhooks to this address.',
  shows: 'address',
}
const toSecret: SetUpStep = {
  text: 'Enter this secret there, for it to sign its deliveries with.',
  shows: 'secret',
}

/** Sources with steps of their own. */
export const guidedSources: readonly string[] = Object.keys(guides)

/** How to connect a source; for one that nobody described yet, what holds for every webhook. */
export function setUpGuide({
  source,
  secretOrigin,
}: Pick<ConnectableSource, 'source' | 'secretOrigin'>): SetUpGuide {
  const guide = Object.hasOwn(guides, source) ? guides[source] : undefined
  if (guide !== undefined) return guide
  return secretOrigin === 'vendor'
    ? { before: [toAddress], after: [] }
    : { before: [], after: secretOrigin === 'patron' ? [toAddress, toSecret] : [toAddress] }
}
