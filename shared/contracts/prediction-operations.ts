import { type ListShopAnomaliesQuery, type ShopAnomalyList, shopAnomalyListSchema } from './anomalies.ts'
import {
  type CustomerFeaturesView,
  customerFeaturesSchema,
  type FeatureCatalogueView,
  featureCatalogueSchema,
} from './features.ts'
import { type JobList, type JobView, jobListSchema, jobSchema, type ListJobsQuery } from './jobs.ts'
import {
  type ModelList,
  type ModelVersionList,
  type ModelVersionView,
  modelListSchema,
  modelVersionListSchema,
  modelVersionSchema,
  type TrainModel,
} from './models.ts'
import { type NextBasketView, nextBasketSchema } from './next-basket.ts'
import {
  type CustomerPredictionsView,
  customerPredictionsSchema,
  type DuePurchaseList,
  duePurchaseListSchema,
  type LifetimeValueQuery,
  type LifetimeValueView,
  type ListDuePurchasesQuery,
  lifetimeValueSchema,
} from './predictions.ts'
import {
  type ListRecommendationsQuery,
  type ListVisitRecommendationsQuery,
  type RecommendationList,
  recommendationListSchema,
} from './recommendations.ts'
import {
  type ListSegmentMovementsQuery,
  type SegmentList,
  type SegmentMovementList,
  segmentListSchema,
  segmentMovementListSchema,
} from './segments.ts'
import { type Answer, jsonPost, type Query, type Send } from './send.ts'

/** What the client can do with features, predictions, models and the jobs that make them. */
export interface PredictionOperations {
  listFeatures(): Answer<FeatureCatalogueView>
  getCustomerFeatures(customerId: string): Answer<CustomerFeaturesView>
  getCustomerPredictions(customerId: string): Answer<CustomerPredictionsView>
  /** What a customer will spend over some months, discounted. */
  getLifetimeValue(customerId: string, query?: LifetimeValueQuery): Answer<LifetimeValueView>
  listRecommendations(customerId: string, query?: ListRecommendationsQuery): Answer<RecommendationList>
  /** What a customer will probably take next, and when. */
  getNextBasket(customerId: string): Answer<NextBasketView>
  /** What to offer to whoever is looking at the shop now, known or not. */
  listVisitRecommendations(query?: ListVisitRecommendationsQuery): Answer<RecommendationList>
  /** What is bought with a product. */
  listRelatedProducts(productId: string, query?: ListRecommendationsQuery): Answer<RecommendationList>
  /** What is like a product, to offer in its place. */
  listSimilarProducts(productId: string, query?: ListRecommendationsQuery): Answer<RecommendationList>
  listDuePurchases(query?: ListDuePurchasesQuery): Answer<DuePurchaseList>
  /** Days unlike the shop's other days. */
  listShopAnomalies(query?: ListShopAnomaliesQuery): Answer<ShopAnomalyList>
  listSegments(): Answer<SegmentList>
  listSegmentMovements(query?: ListSegmentMovementsQuery): Answer<SegmentMovementList>
  listModels(): Answer<ModelList>
  listModelVersions(kind: string): Answer<ModelVersionList>
  getModelVersion(kind: string, version: number): Answer<ModelVersionView>
  trainModel(kind: string, training?: TrainModel): Answer<JobView>
  /** Measures a model that LightGBM wrote, as text or JSON, and enters it as a version. */
  uploadModelVersion(kind: string, content: string): Answer<JobView>
  /** Makes the predictions of one kind of model anew, for everybody. */
  scoreModel(kind: string): Answer<JobView>
  /** Takes a version into use, whatever the comparison said: also the way back to an earlier one. */
  promoteModelVersion(kind: string, version: number): Answer<ModelVersionView>
  listJobs(query?: ListJobsQuery): Answer<JobList>
  getJob(jobId: string): Answer<JobView>
  cancelJob(jobId: string): Answer<JobView>
}

export function predictionOperations(send: Send): PredictionOperations {
  const id = encodeURIComponent
  const customer = (customerId: string) => `/v1/customers/${id(customerId)}`
  const model = (kind: string) => `/v1/models/${id(kind)}`
  const ask = (query: object): Query => ({ ...query }) as Query
  return {
    getLifetimeValue: (customerId, query = {}) =>
      send(lifetimeValueSchema, `${customer(customerId)}/lifetime-value`, {}, ask(query)),
    listFeatures: () => send(featureCatalogueSchema, '/v1/features'),
    getCustomerFeatures: (customerId) => send(customerFeaturesSchema, `${customer(customerId)}/features`),
    getCustomerPredictions: (customerId) =>
      send(customerPredictionsSchema, `${customer(customerId)}/predictions`),
    listRecommendations: (customerId, query = {}) =>
      send(recommendationListSchema, `${customer(customerId)}/recommendations`, {}, ask(query)),
    listRelatedProducts: (productId, query = {}) =>
      send(recommendationListSchema, `/v1/products/${id(productId)}/related`, {}, ask(query)),
    getNextBasket: (customerId) => send(nextBasketSchema, `${customer(customerId)}/next-basket`),
    listVisitRecommendations: (query = {}) =>
      send(recommendationListSchema, '/v1/recommendations', {}, ask(query)),
    listSimilarProducts: (productId, query = {}) =>
      send(recommendationListSchema, `/v1/products/${id(productId)}/similar`, {}, ask(query)),
    listDuePurchases: (query = {}) => send(duePurchaseListSchema, '/v1/predictions/due', {}, ask(query)),
    listShopAnomalies: (query = {}) => send(shopAnomalyListSchema, '/v1/anomalies', {}, ask(query)),
    listSegments: () => send(segmentListSchema, '/v1/segments'),
    listSegmentMovements: (query = {}) =>
      send(segmentMovementListSchema, '/v1/segments/movements', {}, ask(query)),
    listModels: () => send(modelListSchema, '/v1/models'),
    listModelVersions: (kind) => send(modelVersionListSchema, `${model(kind)}/versions`),
    getModelVersion: (kind, version) => send(modelVersionSchema, `${model(kind)}/versions/${version}`),
    trainModel: (kind, training = {}) => send(jobSchema, `${model(kind)}/train`, jsonPost(training)),
    uploadModelVersion: (kind, content) =>
      send(jobSchema, `${model(kind)}/versions`, {
        method: 'POST',
        body: content,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    scoreModel: (kind) => send(jobSchema, `${model(kind)}/score`, { method: 'POST' }),
    promoteModelVersion: (kind, version) =>
      send(modelVersionSchema, `${model(kind)}/versions/${version}/promote`, { method: 'POST' }),
    listJobs: (query = {}) => send(jobListSchema, '/v1/jobs', {}, ask(query)),
    getJob: (jobId) => send(jobSchema, `/v1/jobs/${id(jobId)}`),
    cancelJob: (jobId) => send(jobSchema, `/v1/jobs/${id(jobId)}/cancel`, { method: 'POST' }),
  }
}
