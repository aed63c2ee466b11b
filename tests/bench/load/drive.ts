import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Measured, Unit } from '../figures/figure.ts'
import { percentiles } from '../figures/percentiles.ts'
import type { MeasuredWorkerd } from '../platforms/measured-platform.ts'
import type { DriverOrder, DriverReply, Load, LoadResult, Target } from './load.ts'

const driverFile = fileURLToPath(new URL('driver.ts', import.meta.url))

export interface DriveResult extends LoadResult {
  /** CPU time workerd used meanwhile, ms. */
  readonly cpuMs: number
}

/** Sends a load from a process of its own and tells how it went. Throws when any request was not answered 200. */
export async function drive(load: Load, target: Target, workerd: MeasuredWorkerd): Promise<DriveResult> {
  const child = fork(driverFile, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  try {
    await ask(child, { kind: 'prepare', target, load })
    const beforeMs = workerd.cpuMs()
    const reply = await ask(child, { kind: 'go' })
    const cpuMs = workerd.cpuMs() - beforeMs
    if (reply.kind !== 'done') throw new Error('the load driver did not do its work')
    const { failures } = reply.result
    if (Object.keys(failures).length > 0)
      throw new Error(`not all were answered 200: ${JSON.stringify(failures)}`)
    return { ...reply.result, cpuMs }
  } finally {
    child.kill()
  }
}

/** A load's result as events a second, where each request carries `eventsPerRequest`. */
export function throughput(result: DriveResult, eventsPerRequest: number, unit: Unit): Measured {
  const eventCount = result.requestCount * eventsPerRequest
  return {
    value: (eventCount / result.elapsedMs) * 1000,
    unit,
    ...percentiles(result.latenciesMs),
    cpuMicros: (result.cpuMs * 1000) / eventCount,
  }
}

async function ask(child: ChildProcess, order: DriverOrder): Promise<DriverReply> {
  const answered = once(child, 'message')
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the load driver ended with ${code}`)
  })
  child.send(order)
  const [reply] = await Promise.race([answered, ended])
  return reply
}
