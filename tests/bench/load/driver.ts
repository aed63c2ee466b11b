import { Agent, request } from 'node:http'
import { type DriverOrder, type DriverReply, type LoadResult, prepareLoad, type Target } from './load.ts'
import type { PreparedRequest } from './prepared-request.ts'

// The child process that makes load, so that it takes none of the time of the platform's own processes.

let prepared: { target: Target; requests: PreparedRequest[] } | undefined

process.on('message', async (order: DriverOrder) => {
  if (order.kind === 'prepare') {
    prepared = { target: order.target, requests: prepareLoad(order.load) }
    reply({ kind: 'prepared' })
  } else if (prepared !== undefined) {
    reply({ kind: 'done', result: await sendAll(prepared.target, prepared.requests) })
  }
})

function reply(message: DriverReply): void {
  process.send?.(message)
}

async function sendAll(target: Target, requests: readonly PreparedRequest[]): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: target.concurrency })
  const latenciesMs: number[] = []
  const failures: Record<string, number> = {}
  const waiting = requests.values()
  const startedMs = performance.now()
  const sender = async () => {
    for (const each of waiting) {
      const sentMs = performance.now()
      const status = await send(target, each, agent)
      latenciesMs.push(performance.now() - sentMs)
      if (status !== 200) failures[status] = (failures[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: target.concurrency }, sender))
  const elapsedMs = performance.now() - startedMs
  agent.destroy()
  return { requestCount: requests.length, elapsedMs, latenciesMs, failures }
}

/** Status of the answer, once all of it has come. */
function send(target: Target, { path, headers, body }: PreparedRequest, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = `${target.url}${target.path ?? path}`
    const length = { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
