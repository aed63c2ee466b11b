import { type Api, newApi } from './api.ts'
import { requestId } from './middleware/request-id.ts'
import { registerGetCustomer } from './routes/customers/get-customer.ts'
import { registerGetCustomerIdentity } from './routes/customers/get-customer-identity.ts'
import { registerGetIdentityGraph } from './routes/customers/get-identity-graph.ts'
import { registerListCustomerTimeline } from './routes/customers/list-customer-timeline.ts'
import { registerListCustomers } from './routes/customers/list-customers.ts'
import { registerGetDocumentation } from './routes/documentation/get-documentation.ts'
import { registerGetOpenApi } from './routes/documentation/get-openapi.ts'
import { registerListEvents } from './routes/events/list-events.ts'
import { registerGetHealth } from './routes/health/get-health.ts'
import { registerDryRunIdentityRules } from './routes/identity/dry-run-identity-rules.ts'
import { registerGetIdentityRules } from './routes/identity/get-identity-rules.ts'
import { registerUpdateIdentityRules } from './routes/identity/update-identity-rules.ts'
import { registerCreateImport } from './routes/imports/create-import.ts'
import { registerGetImport } from './routes/imports/get-import.ts'
import { registerGetImportRejects } from './routes/imports/get-import-rejects.ts'
import { registerListImports } from './routes/imports/list-imports.ts'
import { registerStartImport } from './routes/imports/start-import.ts'
import { registerOpenLiveFeed } from './routes/live/open-live-feed.ts'
import { registerListMatchingRuns } from './routes/matching-runs/list-matching-runs.ts'
import { registerStartMatchingRun } from './routes/matching-runs/start-matching-run.ts'
import { registerListMerges } from './routes/merges/list-merges.ts'
import { registerMergeCustomers } from './routes/merges/merge-customers.ts'
import { registerPreviewMerge } from './routes/merges/preview-merge.ts'
import { registerPreviewUndo } from './routes/merges/preview-undo.ts'
import { registerUndoMerge } from './routes/merges/undo-merge.ts'
import { registerGetOverview } from './routes/overview/get-overview.ts'
import { registerCreateErasure } from './routes/privacy/create-erasure.ts'
import { registerGetPrivacyRequest } from './routes/privacy/get-privacy-request.ts'
import { registerLiftSuppression } from './routes/privacy/lift-suppression.ts'
import { registerListPrivacyRequests } from './routes/privacy/list-privacy-requests.ts'
import { registerListQuarantine } from './routes/quarantine/list-quarantine.ts'
import { registerAssignReview } from './routes/reviews/assign-review.ts'
import { registerDecideReview } from './routes/reviews/decide-review.ts'
import { registerGetReview } from './routes/reviews/get-review.ts'
import { registerListReviews } from './routes/reviews/list-reviews.ts'
import { registerCreateSession } from './routes/sessions/create-session.ts'
import { registerGetCurrentSession } from './routes/sessions/get-current-session.ts'
import { registerListSplits } from './routes/splits/list-splits.ts'
import { registerPreviewSplit } from './routes/splits/preview-split.ts'
import { registerSplitCustomer } from './routes/splits/split-customer.ts'
import { registerUndoSplit } from './routes/splits/undo-split.ts'
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
  registerGetIdentityGraph(api)
  registerListMerges(api)
  registerMergeCustomers(api)
  registerPreviewMerge(api)
  registerUndoMerge(api)
  registerPreviewUndo(api)
  registerListSplits(api)
  registerSplitCustomer(api)
  registerPreviewSplit(api)
  registerUndoSplit(api)
  registerListReviews(api)
  registerGetReview(api)
  registerDecideReview(api)
  registerAssignReview(api)
  registerGetIdentityRules(api)
  registerUpdateIdentityRules(api)
  registerDryRunIdentityRules(api)
  registerCreateErasure(api)
  registerListPrivacyRequests(api)
  registerGetPrivacyRequest(api)
  registerLiftSuppression(api)
  registerListEvents(api)
  registerOpenLiveFeed(api)
  registerGetStreamStatus(api)
  registerListQuarantine(api)
  registerCreateImport(api)
  registerListImports(api)
  registerGetImport(api)
  registerStartImport(api)
  registerGetImportRejects(api)
  registerStartMatchingRun(api)
  registerListMatchingRuns(api)
  registerGetOpenApi(api)
  registerGetDocumentation(api)
  return api
}
