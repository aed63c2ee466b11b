import { type Api, newApi } from './api.ts'
import { requestId } from './middleware/request-id.ts'
import { registerGetCustomer } from './routes/customers/get-customer.ts'
import { registerGetCustomerIdentity } from './routes/customers/get-customer-identity.ts'
import { registerListCustomerTimeline } from './routes/customers/list-customer-timeline.ts'
import { registerListCustomers } from './routes/customers/list-customers.ts'
import { registerGetDocumentation } from './routes/documentation/get-documentation.ts'
import { registerGetOpenApi } from './routes/documentation/get-openapi.ts'
import { registerListEvents } from './routes/events/list-events.ts'
import { registerGetHealth } from './routes/health/get-health.ts'
import { registerCreateImport } from './routes/imports/create-import.ts'
import { registerGetImport } from './routes/imports/get-import.ts'
import { registerGetImportRejects } from './routes/imports/get-import-rejects.ts'
import { registerListImports } from './routes/imports/list-imports.ts'
import { registerStartImport } from './routes/imports/start-import.ts'
import { registerOpenLiveFeed } from './routes/live/open-live-feed.ts'
import { registerGetOverview } from './routes/overview/get-overview.ts'
import { registerListQuarantine } from './routes/quarantine/list-quarantine.ts'
import { registerCreateSession } from './routes/sessions/create-session.ts'
import { registerGetCurrentSession } from './routes/sessions/get-current-session.ts'
import { registerGetStreamStatus } from './routes/streaming/get-stream-status.ts'
import { registerReceiveTrackingCalls } from './routes/tracking/receive-tracking-calls.ts'
import { registerReceiveWebhook } from './routes/webhooks/receive-webhook.ts'

/** The whole HTTP API. One line a route; the file of a route is named after its operation. */
export function newApp(): Api {
  const api = newApi()
  api.use('*', requestId)
  registerGetHealth(api)
  registerReceiveTrackingCalls(api)
  registerReceiveWebhook(api)
  registerCreateSession(api)
  registerGetCurrentSession(api)
  registerGetOverview(api)
  registerListCustomers(api)
  registerGetCustomer(api)
  registerListCustomerTimeline(api)
  registerGetCustomerIdentity(api)
  registerListEvents(api)
  registerOpenLiveFeed(api)
  registerGetStreamStatus(api)
  registerListQuarantine(api)
  registerCreateImport(api)
  registerListImports(api)
  registerGetImport(api)
  registerStartImport(api)
  registerGetImportRejects(api)
  registerGetOpenApi(api)
  registerGetDocumentation(api)
  return api
}
