import { Customer as ProductCustomer } from '#durable-objects/customer/customer.ts'
import { EventLog as ProductEventLog } from '#durable-objects/event-log/event-log.ts'
import { IdentityDirectory as ProductIdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
import { LiveFeed as ProductLiveFeed } from '#durable-objects/live-feed/live-feed.ts'
import { RateLimits as ProductRateLimits } from '#durable-objects/rate-limits/rate-limits.ts'
import type { Env } from '#workers/env.ts'
import product from '#workers/main.ts'
import { faultyEnv } from './faulty-env.ts'

/** What the Worker is given: the product's environment, and what is to go wrong in it. */
type FaultyEnv = Env & { readonly FAULTS: string }

muteExpectedComplaints()

export class Customer extends ProductCustomer {}
export class LiveFeed extends ProductLiveFeed {}
export class RateLimits extends ProductRateLimits {}
export class EventLog extends ProductEventLog {
  constructor(state: DurableObjectState, env: FaultyEnv) {
    super(state, faultyEnv(env))
  }
}
export class IdentityDirectory extends ProductIdentityDirectory {
  constructor(state: DurableObjectState, env: FaultyEnv) {
    super(state, faultyEnv(env))
  }
}

/** The product's Worker in a world where things go wrong. */
// biome-ignore lint/style/noDefaultExport: workerd takes a Worker as the default export
export default {
  fetch: (request: Request, env: FaultyEnv, context: ExecutionContext) => {
    const { pathname } = new URL(request.url)
    // The harness looks at the directory itself, whatever goes wrong for others.
    if (pathname.startsWith('/faults/'))
      return lookIntoDirectory(pathname.slice('/faults/'.length), request, env)
    return product.fetch(request, faultyEnv(env), context)
  },
  queue: (batch: MessageBatch, env: FaultyEnv) => product.queue(batch, faultyEnv(env)),
  scheduled: (event: ScheduledController, env: FaultyEnv) => product.scheduled(event, faultyEnv(env)),
}

/** Complaints about what was made to fail would drown the others; whether it did harm is for the checker to say. */
function muteExpectedComplaints(): void {
  for (const method of ['error', 'warn'] as const) {
    const tell = console[method]
    console[method] = (...words) => {
      if (!/was made to fail|Failed query|"kind":"retry"/.test(words.join(' '))) tell(...words)
    }
  }
}

async function lookIntoDirectory(question: string, request: Request, env: FaultyEnv): Promise<Response> {
  const directory = env.IDENTITY_DIRECTORY.getByName('demo:identity-directory')
  if (question === 'open-work') return new Response(await directory.openWork())
  const keys: string[] = await request.json()
  return Response.json(Object.fromEntries(await directory.find(keys)))
}
