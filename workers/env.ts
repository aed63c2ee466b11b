import type { Customer } from '#durable-objects/customer/customer.ts'
import type { EventLog } from '#durable-objects/event-log/event-log.ts'
import type { IdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
import type { LiveFeed } from '#durable-objects/live-feed/live-feed.ts'
import type { IngestMessage, JobMessage } from '#queues/messages.ts'

/** Everything Cloudflare hands to the Worker, as wrangler.toml names it. Only workers/ knows it. */
export interface Env {
  readonly ENVIRONMENT: 'development' | 'production'
  readonly PUBLIC_BASE_URL: string
  readonly RESEND_AFTER_MS: string
  readonly IMPORT_IDLE_AFTER_MS: string
  readonly SESSION_SECRET: string
  readonly CONNECTION_SECRETS_KEY: string
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
}
