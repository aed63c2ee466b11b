import * as z from 'zod'
import { type IdentityRules, identityRulesSchema } from '../identity/identity-rules.ts'
import { type AccountOperations, accountOperations } from './account-operations.ts'
import { type AuditOperations, auditOperations } from './audit-operations.ts'
import { type ConnectionOperations, connectionOperations } from './connection-operations.ts'
import {
  type CustomerIdentityView,
  type CustomerList,
  type CustomerView,
  customerIdentitySchema,
  customerListSchema,
  customerSchema,
  type ListCustomersQuery,
  type Timeline,
  timelineSchema,
} from './customers.ts'
import { type DestinationOperations, destinationOperations } from './destination-operations.ts'
import {
  type ExchangeRateList,
  exchangeRateListSchema,
  type ListExchangeRatesQuery,
  type NewExchangeRates,
  type UpdatedExchangeRates,
  updatedExchangeRatesSchema,
} from './exchange-rates.ts'
import { type ForecastOperations, forecastOperations } from './forecast-operations.ts'
import {
  type DryRunRules,
  type IdentityGraph,
  type IdentityPreview,
  identityGraphSchema,
  identityPreviewSchema,
  type ListMergesQuery,
  type ListReviewsQuery,
  type MergeList,
  type MergeView,
  mergeListSchema,
  mergeSchema,
  type NewIdentityRules,
  type NewMerge,
  type NewSplit,
  type ReviewDetail,
  type ReviewList,
  type ReviewView,
  type RulesDryRun,
  reviewDetailSchema,
  reviewListSchema,
  reviewSchema,
  rulesDryRunSchema,
  type SplitList,
  type SplitView,
  splitListSchema,
  splitSchema,
  type TakenReviewDecision,
} from './identity.ts'
import { type ImportOperations, importOperations } from './import-operations.ts'
import {
  type MatchingRunList,
  type MatchingRunView,
  matchingRunListSchema,
  matchingRunSchema,
} from './matching-runs.ts'
import { type MessageOperations, messageOperations } from './messages.ts'
import { type Overview, overviewSchema } from './overview.ts'
import { type PortalOperations, portalOperations } from './portal-operations.ts'
import { type PredictionOperations, predictionOperations } from './prediction-operations.ts'
import {
  type ListPrivacyRequestsQuery,
  type NewErasure,
  type PrivacyRequestDetail,
  type PrivacyRequestList,
  type PrivacyRequestView,
  privacyRequestDetailSchema,
  privacyRequestListSchema,
  privacyRequestSchema,
} from './privacy.ts'
import { type PrivacyOperations, privacyOperations } from './privacy-operations.ts'
import {
  type Inventory,
  inventorySchema,
  type ListInventoryQuery,
  type ListProductsQuery,
  type ListStoresQuery,
  type ProductList,
  productListSchema,
  type StoreList,
  storeListSchema,
} from './products.ts'
import { type QrCodeOperations, qrCodeOperations } from './qr-code-operations.ts'
import { type QuarantineList, quarantineListSchema } from './quarantine.ts'
import { type Answer, jsonPost, jsonPut, type PatronClientOptions, type Query, sendThrough } from './send.ts'
import { type SimulationOperations, simulationOperations } from './simulations.ts'
import { type EventList, eventListSchema, type StreamStatus, streamStatusSchema } from './streaming.ts'
import { type TenantOperations, tenantOperations } from './tenant-operations.ts'
import { type UserOperations, userOperations } from './user-operations.ts'

export type { Answer, ClientFailure } from './send.ts'

/** The operations of the API that the dashboard uses, one method each, answers parsed. */
export interface PatronClient
  extends AccountOperations,
    AuditOperations,
    ConnectionOperations,
    DestinationOperations,
    ImportOperations,
    MessageOperations,
    PortalOperations,
    ForecastOperations,
    PredictionOperations,
    PrivacyOperations,
    QrCodeOperations,
    SimulationOperations,
    TenantOperations,
    UserOperations {
  getOverview(query: { days: number; lastDay?: string | undefined }): Answer<Overview>
  listProducts(query: ListProductsQuery): Answer<ProductList>
  listInventory(query: ListInventoryQuery): Answer<Inventory>
  listStores(query: ListStoresQuery): Answer<StoreList>
  listExchangeRates(query: ListExchangeRatesQuery): Answer<ExchangeRateList>
  updateExchangeRates(rates: NewExchangeRates): Answer<UpdatedExchangeRates>
  listCustomers(query: ListCustomersQuery): Answer<CustomerList>
  getCustomer(customerId: string): Answer<CustomerView>
  getCustomerTimeline(customerId: string, query: PageQuery): Answer<Timeline>
  getCustomerIdentity(customerId: string): Answer<CustomerIdentityView>
  getIdentityGraph(customerId: string): Answer<IdentityGraph>
  listMerges(query: ListMergesQuery): Answer<MergeList>
  mergeCustomers(merge: NewMerge): Answer<MergeView>
  previewMerge(merge: NewMerge): Answer<IdentityPreview>
  /** `basis` is that of the preview: when anything has changed since, the undo is refused. */
  undoMerge(mergeId: string, basis?: number): Answer<MergeView>
  previewUndo(mergeId: string): Answer<IdentityPreview>
  splitCustomer(customerId: string, split: NewSplit): Answer<SplitView>
  previewSplit(customerId: string, split: NewSplit): Answer<IdentityPreview>
  listSplits(query: PageQuery & { customerId?: string | undefined }): Answer<SplitList>
  undoSplit(splitId: string): Answer<SplitView>
  listReviews(query: ListReviewsQuery): Answer<ReviewList>
  getReview(reviewId: string): Answer<ReviewDetail>
  decideReview(reviewId: string, decision: TakenReviewDecision): Answer<ReviewView>
  /** `assignedTo` is the e-mail of a user of the tenant; null: nobody. */
  assignReview(reviewId: string, assignedTo: string | null): Answer<ReviewView>
  getIdentityRules(): Answer<IdentityRules>
  updateIdentityRules(rules: NewIdentityRules): Answer<IdentityRules>
  /** What the recorded events would come to by other rules; changes nothing. */
  dryRunIdentityRules(dryRun: DryRunRules): Answer<RulesDryRun>
  /** Cannot be taken back. */
  createErasure(erasure: NewErasure): Answer<PrivacyRequestView>
  listPrivacyRequests(query: ListPrivacyRequestsQuery): Answer<PrivacyRequestList>
  getPrivacyRequest(requestId: string): Answer<PrivacyRequestDetail>
  /** `identifier` is `type:value`, such as `email:ada@example.com`. */
  liftSuppression(identifier: string): Answer<undefined>
  listEvents(query: {
    limit?: number
    name?: string | undefined
    source?: string | undefined
  }): Answer<EventList>
  getStreamStatus(): Answer<StreamStatus>
  listQuarantine(query: PageQuery): Answer<QuarantineList>
  startMatchingRun(): Answer<MatchingRunView>
  listMatchingRuns(): Answer<MatchingRunList>
}

type PageQuery = { limit?: number; cursor?: string | undefined }

/** A client for one caller. It never throws for what the API or the network may answer. */
export function patronClient(options: PatronClientOptions): PatronClient {
  const send = sendThrough(options)
  const id = encodeURIComponent

  return {
    ...auditOperations(send),
    ...accountOperations(send),
    ...connectionOperations(send),
    ...destinationOperations(send),
    ...importOperations(send),
    ...messageOperations(send),
    ...portalOperations(send),
    ...forecastOperations(send),
    ...predictionOperations(send),
    ...privacyOperations(send),
    ...qrCodeOperations(send),
    ...simulationOperations(send),
    ...userOperations(send),
    ...tenantOperations(send),
    getOverview: (query) => send(overviewSchema, '/v1/overview', {}, query),
    listProducts: (query) => send(productListSchema, '/v1/products', {}, { ...query } as Query),
    listInventory: (query) => send(inventorySchema, '/v1/inventory', {}, { ...query } as Query),
    listStores: (query) => send(storeListSchema, '/v1/stores', {}, { ...query } as Query),
    listExchangeRates: (query) =>
      send(exchangeRateListSchema, '/v1/exchange-rates', {}, { ...query } as Query),
    updateExchangeRates: (rates) => send(updatedExchangeRatesSchema, '/v1/exchange-rates', jsonPut(rates)),
    listCustomers: (query) => send(customerListSchema, '/v1/customers', {}, { ...query } as Query),
    getCustomer: (customerId) => send(customerSchema, `/v1/customers/${id(customerId)}`),
    getCustomerTimeline: (customerId, query) =>
      send(timelineSchema, `/v1/customers/${id(customerId)}/timeline`, {}, query),
    getCustomerIdentity: (customerId) =>
      send(customerIdentitySchema, `/v1/customers/${id(customerId)}/identity`),
    getIdentityGraph: (customerId) =>
      send(identityGraphSchema, `/v1/customers/${id(customerId)}/identity-graph`),
    listMerges: (query) => send(mergeListSchema, '/v1/merges', {}, { ...query } as Query),
    mergeCustomers: (merge) => send(mergeSchema, '/v1/merges', jsonPost(merge)),
    previewMerge: (merge) => send(identityPreviewSchema, '/v1/merges/preview', jsonPost(merge)),
    undoMerge: (mergeId, basis) => send(mergeSchema, `/v1/merges/${id(mergeId)}/undo`, jsonPost({ basis })),
    previewUndo: (mergeId) => send(identityPreviewSchema, `/v1/merges/${id(mergeId)}/undo-preview`),
    splitCustomer: (customerId, split) =>
      send(splitSchema, `/v1/customers/${id(customerId)}/splits`, jsonPost(split)),
    previewSplit: (customerId, split) =>
      send(identityPreviewSchema, `/v1/customers/${id(customerId)}/splits/preview`, jsonPost(split)),
    listSplits: (query) => send(splitListSchema, '/v1/splits', {}, query),
    undoSplit: (splitId) => send(splitSchema, `/v1/splits/${id(splitId)}/undo`, { method: 'POST' }),
    listReviews: (query) => send(reviewListSchema, '/v1/reviews', {}, { ...query } as Query),
    getReview: (reviewId) => send(reviewDetailSchema, `/v1/reviews/${id(reviewId)}`),
    decideReview: (reviewId, decision) =>
      send(reviewSchema, `/v1/reviews/${id(reviewId)}/decision`, jsonPost(decision)),
    assignReview: (reviewId, assignedTo) =>
      send(reviewSchema, `/v1/reviews/${id(reviewId)}/assignee`, jsonPut({ assignedTo })),
    getIdentityRules: () => send(identityRulesSchema, '/v1/identity/rules'),
    updateIdentityRules: (rules) => send(identityRulesSchema, '/v1/identity/rules', jsonPut(rules)),
    dryRunIdentityRules: (dryRun) => send(rulesDryRunSchema, '/v1/identity/rules/dry-run', jsonPost(dryRun)),
    createErasure: (erasure) => send(privacyRequestSchema, '/v1/privacy/erasures', jsonPost(erasure)),
    listPrivacyRequests: (query) =>
      send(privacyRequestListSchema, '/v1/privacy/requests', {}, { ...query } as Query),
    getPrivacyRequest: (requestId) =>
      send(privacyRequestDetailSchema, `/v1/privacy/requests/${id(requestId)}`),
    liftSuppression: (identifier) =>
      send(z.undefined(), '/v1/privacy/suppressions/lift', jsonPost({ identifier })),
    listEvents: (query) => send(eventListSchema, '/v1/events', {}, query),
    getStreamStatus: () => send(streamStatusSchema, '/v1/streaming/stream/status'),
    listQuarantine: (query) => send(quarantineListSchema, '/v1/quarantine', {}, query),
    startMatchingRun: () => send(matchingRunSchema, '/v1/identity/matching-runs', jsonPost({})),
    listMatchingRuns: () => send(matchingRunListSchema, '/v1/identity/matching-runs'),
  }
}
