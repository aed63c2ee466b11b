import { type Api, newApi } from './api.ts'
import { guardEntrances } from './middleware/guard-entrances.ts'
import { nameOperation } from './middleware/name-operation.ts'
import { readRefusedBody } from './middleware/read-refused-body.ts'
import { requestId } from './middleware/request-id.ts'
import { registerOwnAccount } from './routes/account/register-own-account.ts'
import { registerListShopAnomalies } from './routes/anomalies/list-shop-anomalies.ts'
import { registerCreateApiKey } from './routes/api-keys/create-api-key.ts'
import { registerListApiKeys } from './routes/api-keys/list-api-keys.ts'
import { registerRevokeApiKey } from './routes/api-keys/revoke-api-key.ts'
import { registerExportAudit } from './routes/audit/export-audit.ts'
import { registerListAuditEntries } from './routes/audit/list-audit-entries.ts'
import { registerVerifyAudit } from './routes/audit/verify-audit.ts'
import { registerCancelBackfill } from './routes/connections/cancel-backfill.ts'
import { registerCreateConnection } from './routes/connections/create-connection.ts'
import { registerDeleteConnection } from './routes/connections/delete-connection.ts'
import { registerGetConnection } from './routes/connections/get-connection.ts'
import { registerListBackfills } from './routes/connections/list-backfills.ts'
import { registerListConnections } from './routes/connections/list-connections.ts'
import { registerListDeliveries } from './routes/connections/list-deliveries.ts'
import { registerListSources } from './routes/connections/list-sources.ts'
import { registerPauseConnection } from './routes/connections/pause-connection.ts'
import { registerResumeConnection } from './routes/connections/resume-connection.ts'
import { registerRotateSecret } from './routes/connections/rotate-secret.ts'
import { registerStartBackfill } from './routes/connections/start-backfill.ts'
import { registerTestConnection } from './routes/connections/test-connection.ts'
import { registerUpdateConnection } from './routes/connections/update-connection.ts'
import { registerGetCustomer } from './routes/customers/get-customer.ts'
import { registerGetCustomerFeatures } from './routes/customers/get-customer-features.ts'
import { registerGetCustomerIdentity } from './routes/customers/get-customer-identity.ts'
import { registerGetCustomerPredictions } from './routes/customers/get-customer-predictions.ts'
import { registerGetIdentityGraph } from './routes/customers/get-identity-graph.ts'
import { registerGetLifetimeValue } from './routes/customers/get-lifetime-value.ts'
import { registerGetNextBasket } from './routes/customers/get-next-basket.ts'
import { registerLiftRestriction } from './routes/customers/lift-restriction.ts'
import { registerListConsentHistory } from './routes/customers/list-consent-history.ts'
import { registerListCustomerTimeline } from './routes/customers/list-customer-timeline.ts'
import { registerListCustomers } from './routes/customers/list-customers.ts'
import { registerListRecommendations } from './routes/customers/list-recommendations.ts'
import { registerObjectToProfiling } from './routes/customers/object-to-profiling.ts'
import { registerRestrictProcessing } from './routes/customers/restrict-processing.ts'
import { registerUpdateConsents } from './routes/customers/update-consents.ts'
import { registerWithdrawObjection } from './routes/customers/withdraw-objection.ts'
import { registerGetDelivery } from './routes/deliveries/get-delivery.ts'
import { registerReplayDelivery } from './routes/deliveries/replay-delivery.ts'
import { registerCreateDestination } from './routes/destinations/create-destination.ts'
import { registerDeleteDestination } from './routes/destinations/delete-destination.ts'
import { registerGetDestination } from './routes/destinations/get-destination.ts'
import { registerListDestinationProblems } from './routes/destinations/list-destination-problems.ts'
import { registerListDestinationRuns } from './routes/destinations/list-destination-runs.ts'
import { registerListDestinations } from './routes/destinations/list-destinations.ts'
import { registerStartDestinationRun } from './routes/destinations/start-destination-run.ts'
import { registerUpdateDestination } from './routes/destinations/update-destination.ts'
import { registerGetDocumentation } from './routes/documentation/get-documentation.ts'
import { registerGetOpenApi } from './routes/documentation/get-openapi.ts'
import { registerFindDeliveryOfEvent } from './routes/events/find-delivery-of-event.ts'
import { registerListEvents } from './routes/events/list-events.ts'
import { registerListExchangeRates } from './routes/exchange-rates/list-exchange-rates.ts'
import { registerUpdateExchangeRates } from './routes/exchange-rates/update-exchange-rates.ts'
import { registerExportCustomers } from './routes/exports/export-customers.ts'
import { registerListFeatures } from './routes/features/list-features.ts'
import { registerAskWhatIf } from './routes/forecasts/ask-what-if.ts'
import { registerCreateCalendarEvent } from './routes/forecasts/create-calendar-event.ts'
import { registerDeleteCalendarEvent } from './routes/forecasts/delete-calendar-event.ts'
import { registerExportForecasts } from './routes/forecasts/export-forecasts.ts'
import { registerGetForecast } from './routes/forecasts/get-forecast.ts'
import { registerGetSalesCalendar } from './routes/forecasts/get-sales-calendar.ts'
import { registerListForecastAccuracy } from './routes/forecasts/list-forecast-accuracy.ts'
import { registerListForecastAlerts } from './routes/forecasts/list-forecast-alerts.ts'
import { registerListForecasts } from './routes/forecasts/list-forecasts.ts'
import { registerRunForecasts } from './routes/forecasts/run-forecasts.ts'
import { registerGetHealth } from './routes/health/get-health.ts'
import { registerDryRunIdentityRules } from './routes/identity/dry-run-identity-rules.ts'
import { registerGetIdentityRules } from './routes/identity/get-identity-rules.ts'
import { registerUpdateIdentityRules } from './routes/identity/update-identity-rules.ts'
import { registerGetIdentityProvider } from './routes/identity-provider/get-identity-provider.ts'
import { registerRemoveIdentityProvider } from './routes/identity-provider/remove-identity-provider.ts'
import { registerUpdateIdentityProvider } from './routes/identity-provider/update-identity-provider.ts'
import { registerCancelImport } from './routes/imports/cancel-import.ts'
import { registerCompleteImportUpload } from './routes/imports/complete-import-upload.ts'
import { registerCreateImport } from './routes/imports/create-import.ts'
import { registerDeleteSavedMapping } from './routes/imports/delete-saved-mapping.ts'
import { registerGetImport } from './routes/imports/get-import.ts'
import { registerGetImportRejects } from './routes/imports/get-import-rejects.ts'
import { registerGuessImportMapping } from './routes/imports/guess-import-mapping.ts'
import { registerListImports } from './routes/imports/list-imports.ts'
import { registerListSavedMappings } from './routes/imports/list-saved-mappings.ts'
import { registerPreviewImportUndo } from './routes/imports/preview-import-undo.ts'
import { registerStartImport } from './routes/imports/start-import.ts'
import { registerUndoImport } from './routes/imports/undo-import.ts'
import { registerUploadImportPart } from './routes/imports/upload-import-part.ts'
import { registerCreateInboundStock } from './routes/inventory/create-inbound-stock.ts'
import { registerDeleteInboundStock } from './routes/inventory/delete-inbound-stock.ts'
import { registerDeleteSupplyRule } from './routes/inventory/delete-supply-rule.ts'
import { registerListInboundStock } from './routes/inventory/list-inbound-stock.ts'
import { registerListInventory } from './routes/inventory/list-inventory.ts'
import { registerListReplenishment } from './routes/inventory/list-replenishment.ts'
import { registerListSupplyRules } from './routes/inventory/list-supply-rules.ts'
import { registerUpdateSupplyRule } from './routes/inventory/update-supply-rule.ts'
import { registerCancelJob } from './routes/jobs/cancel-job.ts'
import { registerGetJob } from './routes/jobs/get-job.ts'
import { registerListJobs } from './routes/jobs/list-jobs.ts'
import { registerOpenLiveFeed } from './routes/live/open-live-feed.ts'
import { registerListMatchingRuns } from './routes/matching-runs/list-matching-runs.ts'
import { registerStartMatchingRun } from './routes/matching-runs/start-matching-run.ts'
import { registerListMerges } from './routes/merges/list-merges.ts'
import { registerMergeCustomers } from './routes/merges/merge-customers.ts'
import { registerPreviewMerge } from './routes/merges/preview-merge.ts'
import { registerPreviewUndo } from './routes/merges/preview-undo.ts'
import { registerUndoMerge } from './routes/merges/undo-merge.ts'
import { registerListMessageSenders } from './routes/messages/list-message-senders.ts'
import { registerSendMessage } from './routes/messages/send-message.ts'
import { registerGetModelVersion } from './routes/models/get-model-version.ts'
import { registerListModelVersions } from './routes/models/list-model-versions.ts'
import { registerListModels } from './routes/models/list-models.ts'
import { registerPromoteModelVersion } from './routes/models/promote-model-version.ts'
import { registerScoreModel } from './routes/models/score-model.ts'
import { registerTrainModel } from './routes/models/train-model.ts'
import { registerUploadModelVersion } from './routes/models/upload-model-version.ts'
import { registerGetOverview } from './routes/overview/get-overview.ts'
import { registerPlatformTenants } from './routes/platform/register-platform-tenants.ts'
import { registerGetOwnData } from './routes/portal/get-own-data.ts'
import { registerGetOwnExport } from './routes/portal/get-own-export.ts'
import { registerGetOwnExportPage } from './routes/portal/get-own-export-page.ts'
import { registerListOwnRequests } from './routes/portal/list-own-requests.ts'
import { registerRequestOwnCorrection } from './routes/portal/request-own-correction.ts'
import { registerRequestOwnErasure } from './routes/portal/request-own-erasure.ts'
import { registerRequestOwnExport } from './routes/portal/request-own-export.ts'
import { registerUpdateOwnConsents } from './routes/portal/update-own-consents.ts'
import { registerReceivePosEvents } from './routes/pos/receive-pos-events.ts'
import { registerListDuePurchases } from './routes/predictions/list-due-purchases.ts'
import { registerListVisitRecommendations } from './routes/predictions/list-visit-recommendations.ts'
import { registerAnswerExport } from './routes/privacy/answer-export.ts'
import { registerCompletePrivacyRequest } from './routes/privacy/complete-privacy-request.ts'
import { registerCreateErasure } from './routes/privacy/create-erasure.ts'
import { registerCreateExport } from './routes/privacy/create-export.ts'
import { registerCreatePrivacyRequest } from './routes/privacy/create-privacy-request.ts'
import { registerGetExport } from './routes/privacy/get-export.ts'
import { registerGetExportPage } from './routes/privacy/get-export-page.ts'
import { registerGetPrivacyRequest } from './routes/privacy/get-privacy-request.ts'
import { registerGetProcessingRecord } from './routes/privacy/get-processing-record.ts'
import { registerLiftSuppression } from './routes/privacy/lift-suppression.ts'
import { registerListPrivacyRequests } from './routes/privacy/list-privacy-requests.ts'
import { registerListRetentionRuns } from './routes/privacy/list-retention-runs.ts'
import { registerListProducts } from './routes/products/list-products.ts'
import { registerListRelatedProducts } from './routes/products/list-related-products.ts'
import { registerListSimilarProducts } from './routes/products/list-similar-products.ts'
import { registerCreateQrCode } from './routes/qr-codes/create-qr-code.ts'
import { registerGetQrCodeImage } from './routes/qr-codes/get-qr-code-image.ts'
import { registerListQrCodes } from './routes/qr-codes/list-qr-codes.ts'
import { registerOpenQrCode } from './routes/qr-codes/open-qr-code.ts'
import { registerUpdateQrCode } from './routes/qr-codes/update-qr-code.ts'
import { registerListQuarantine } from './routes/quarantine/list-quarantine.ts'
import { registerReplayQuarantined } from './routes/quarantine/replay-quarantined.ts'
import { registerAssignReview } from './routes/reviews/assign-review.ts'
import { registerDecideReview } from './routes/reviews/decide-review.ts'
import { registerGetReview } from './routes/reviews/get-review.ts'
import { registerListReviews } from './routes/reviews/list-reviews.ts'
import { registerListSegmentMovements } from './routes/segments/list-segment-movements.ts'
import { registerListSegments } from './routes/segments/list-segments.ts'
import { registerCompleteProviderSignIn } from './routes/sessions/complete-provider-sign-in.ts'
import { registerCreateSession } from './routes/sessions/create-session.ts'
import { registerEndSession } from './routes/sessions/end-session.ts'
import { registerGetAccessTokenKeys } from './routes/sessions/get-access-token-keys.ts'
import { registerGetCurrentSession } from './routes/sessions/get-current-session.ts'
import { registerRefreshSession } from './routes/sessions/refresh-session.ts'
import { registerStartProviderSignIn } from './routes/sessions/start-provider-sign-in.ts'
import { registerListSimulations } from './routes/simulations/list-simulations.ts'
import { registerSimulateDelivery } from './routes/simulations/simulate-delivery.ts'
import { registerListSplits } from './routes/splits/list-splits.ts'
import { registerPreviewSplit } from './routes/splits/preview-split.ts'
import { registerSplitCustomer } from './routes/splits/split-customer.ts'
import { registerUndoSplit } from './routes/splits/undo-split.ts'
import { registerListStores } from './routes/stores/list-stores.ts'
import { registerGetStreamStatus } from './routes/streaming/get-stream-status.ts'
import { registerDeleteTenant } from './routes/tenant/delete-tenant.ts'
import { registerGetTenant } from './routes/tenant/get-tenant.ts'
import { registerStartRebuild } from './routes/tenant/start-rebuild.ts'
import { registerUpdateTenant } from './routes/tenant/update-tenant.ts'
import { registerUpdateTenantStatus } from './routes/tenant/update-tenant-status.ts'
import { registerGetBrowserScript } from './routes/tracking/get-browser-script.ts'
import { registerGetSourceConfig } from './routes/tracking/get-source-config.ts'
import { registerGetTrackingSettings } from './routes/tracking/get-tracking-settings.ts'
import { registerReceiveTrackingCalls } from './routes/tracking/receive-tracking-calls.ts'
import { registerEndUserSessions } from './routes/users/end-user-sessions.ts'
import { registerInviteUser } from './routes/users/invite-user.ts'
import { registerListUserSessions } from './routes/users/list-user-sessions.ts'
import { registerListUsers } from './routes/users/list-users.ts'
import { registerRemoveUser } from './routes/users/remove-user.ts'
import { registerRenewInvitation } from './routes/users/renew-invitation.ts'
import { registerUpdateUser } from './routes/users/update-user.ts'
import { registerReceiveWebhook } from './routes/webhooks/receive-webhook.ts'

/** The whole HTTP API. One line a route; the file of a route is named after its operation. */
export function newApp(): Api {
  const api = newApi()
  api.use('*', requestId)
  api.use('*', readRefusedBody)
  api.use('*', nameOperation(api))
  api.use('*', guardEntrances)
  registerGetHealth(api)
  registerReceiveTrackingCalls(api)
  registerGetTrackingSettings(api)
  registerGetSourceConfig(api)
  registerGetBrowserScript(api)
  registerOpenQrCode(api)
  registerListQrCodes(api)
  registerCreateQrCode(api)
  registerUpdateQrCode(api)
  registerGetQrCodeImage(api)
  registerReceivePosEvents(api)
  registerReceiveWebhook(api)
  registerCreateSession(api)
  registerGetCurrentSession(api)
  registerEndSession(api)
  registerRefreshSession(api)
  registerGetAccessTokenKeys(api)
  registerStartProviderSignIn(api)
  registerCompleteProviderSignIn(api)
  registerOwnAccount(api)
  registerListUsers(api)
  registerInviteUser(api)
  registerUpdateUser(api)
  registerRemoveUser(api)
  registerRenewInvitation(api)
  registerListUserSessions(api)
  registerEndUserSessions(api)
  registerListApiKeys(api)
  registerCreateApiKey(api)
  registerRevokeApiKey(api)
  registerGetIdentityProvider(api)
  registerUpdateIdentityProvider(api)
  registerRemoveIdentityProvider(api)
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
  registerCreatePrivacyRequest(api)
  registerCompletePrivacyRequest(api)
  registerCreateExport(api)
  registerAnswerExport(api)
  registerGetExport(api)
  registerGetExportPage(api)
  registerUpdateConsents(api)
  registerListConsentHistory(api)
  registerRestrictProcessing(api)
  registerLiftRestriction(api)
  registerObjectToProfiling(api)
  registerWithdrawObjection(api)
  registerGetProcessingRecord(api)
  registerListRetentionRuns(api)
  registerExportCustomers(api)
  registerGetTenant(api)
  registerUpdateTenant(api)
  registerUpdateTenantStatus(api)
  registerDeleteTenant(api)
  registerPlatformTenants(api)
  registerStartRebuild(api)
  registerGetOwnData(api)
  registerGetOwnExport(api)
  registerGetOwnExportPage(api)
  registerListOwnRequests(api)
  registerRequestOwnCorrection(api)
  registerRequestOwnErasure(api)
  registerRequestOwnExport(api)
  registerUpdateOwnConsents(api)
  registerListMessageSenders(api)
  registerSendMessage(api)
  registerListProducts(api)
  registerListInventory(api)
  registerListReplenishment(api)
  registerListSupplyRules(api)
  registerUpdateSupplyRule(api)
  registerDeleteSupplyRule(api)
  registerListInboundStock(api)
  registerCreateInboundStock(api)
  registerDeleteInboundStock(api)
  registerListStores(api)
  registerListExchangeRates(api)
  registerUpdateExchangeRates(api)
  registerListEvents(api)
  registerFindDeliveryOfEvent(api)
  registerOpenLiveFeed(api)
  registerGetStreamStatus(api)
  registerListQuarantine(api)
  registerReplayQuarantined(api)
  registerListSources(api)
  registerListConnections(api)
  registerCreateConnection(api)
  registerGetConnection(api)
  registerUpdateConnection(api)
  registerPauseConnection(api)
  registerResumeConnection(api)
  registerRotateSecret(api)
  registerTestConnection(api)
  registerDeleteConnection(api)
  registerListDeliveries(api)
  registerListSimulations(api)
  registerSimulateDelivery(api)
  registerGetDelivery(api)
  registerReplayDelivery(api)
  registerStartBackfill(api)
  registerListBackfills(api)
  registerCancelBackfill(api)
  registerListDestinations(api)
  registerCreateDestination(api)
  registerGetDestination(api)
  registerUpdateDestination(api)
  registerDeleteDestination(api)
  registerStartDestinationRun(api)
  registerListDestinationRuns(api)
  registerListDestinationProblems(api)
  registerCreateImport(api)
  registerListImports(api)
  registerGetImport(api)
  registerStartImport(api)
  registerGetImportRejects(api)
  registerUploadImportPart(api)
  registerCancelImport(api)
  registerPreviewImportUndo(api)
  registerUndoImport(api)
  registerCompleteImportUpload(api)
  registerGuessImportMapping(api)
  registerListSavedMappings(api)
  registerDeleteSavedMapping(api)
  registerStartMatchingRun(api)
  registerListMatchingRuns(api)
  registerListJobs(api)
  registerGetJob(api)
  registerCancelJob(api)
  registerListModels(api)
  registerListModelVersions(api)
  registerGetModelVersion(api)
  registerTrainModel(api)
  registerUploadModelVersion(api)
  registerScoreModel(api)
  registerRunForecasts(api)
  registerPromoteModelVersion(api)
  registerListSegments(api)
  registerListSegmentMovements(api)
  registerListDuePurchases(api)
  registerListShopAnomalies(api)
  registerGetForecast(api)
  registerListForecasts(api)
  registerExportForecasts(api)
  registerListForecastAccuracy(api)
  registerAskWhatIf(api)
  registerListForecastAlerts(api)
  registerGetSalesCalendar(api)
  registerCreateCalendarEvent(api)
  registerDeleteCalendarEvent(api)
  registerListFeatures(api)
  registerGetCustomerFeatures(api)
  registerGetCustomerPredictions(api)
  registerGetLifetimeValue(api)
  registerListRecommendations(api)
  registerListVisitRecommendations(api)
  registerGetNextBasket(api)
  registerListRelatedProducts(api)
  registerListSimilarProducts(api)
  registerListAuditEntries(api)
  registerExportAudit(api)
  registerVerifyAudit(api)
  registerGetOpenApi(api)
  registerGetDocumentation(api)
  return api
}
