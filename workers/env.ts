import type { Customer } from '#durable-objects/customer/customer.ts'
import type { EventLog } from '#durable-objects/event-log/event-log.ts'
import type { IdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
import type { LiveFeed } from '#durable-objects/live-feed/live-feed.ts'
import type { RateLimits } from '#durable-objects/rate-limits/rate-limits.ts'
import type { IngestMessage, JobMessage } from '#queues/messages.ts'

/** Everything Cloudflare hands to the Worker, as wrangler.toml names it. Only workers/ knows it. */
export interface Env {
  readonly ENVIRONMENT: 'development' | 'production'
  readonly PUBLIC_BASE_URL: string
  /** Where people find the dashboard: links that are sent to them lead there. */
  readonly DASHBOARD_BASE_URL: string
  /** Takes what is to be mailed to people; without it, nothing is mailed. */
  readonly ACCOUNT_MAIL_WEBHOOK_URL?: string
  /** What those calls are signed with. */
  readonly ACCOUNT_MAIL_WEBHOOK_SECRET?: string
  readonly RESEND_AFTER_MS: string
  readonly IMPORT_IDLE_AFTER_MS: string
  /** How many times as generous as usual every limit of calls is; 1 when it is not set. */
  readonly RATE_LIMIT_SCALE?: string
  /** Private JWK set of Ed25519 keys: the first signs access tokens, all verify. */
  readonly ACCESS_TOKEN_KEYS: string
  /** Under it, keys and links are hashed and refresh tokens are signed. */
  readonly KEY_HASH_SECRET: string
  readonly CONNECTION_SECRETS_KEY: string
  /** What the operator of the platform shows to make and end shops; without it, nobody can by the API. */
  readonly PLATFORM_OPERATOR_KEY?: string
  /** `eu`: all objects of all shops are made there. For good: objects of another place are not found. */
  readonly DATA_RESIDENCY?: string
  /** Cloudflare Vectorize for similar products, where it is wanted; without it they are searched in the Worker. */
  readonly PRODUCT_VECTORS?: Vectorize | undefined
  readonly ASSETS: Fetcher
  readonly DB: D1Database
  readonly ARCHIVE: R2Bucket
  readonly UPLOADS: R2Bucket
  readonly INGEST_QUEUE: Queue<IngestMessage>
  readonly JOBS_QUEUE: Queue<JobMessage>
  readonly EVENT_LOG: DurableObjectNamespace<EventLog>
  readonly IDENTITY_DIRECTORY: DurableObjectNamespace<IdentityDirectory>
  readonly CUSTOMER: DurableObjectNamespace<Customer>
  readonly LIVE_FEED: DurableObjectNamespace<LiveFeed>
  readonly RATE_LIMITS: DurableObjectNamespace<RateLimits>
}
