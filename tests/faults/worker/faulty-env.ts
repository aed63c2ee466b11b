import type { FaultSettings } from './fault-settings.ts'

type Call = (...values: unknown[]) => unknown
/** Durable Objects of one class, each with methods of its own. */
interface Objects {
  getByName(objectName: string): Record<string, Call>
}

const faultyEnvs = new WeakMap<object, object>()

/**
 * The environment of a Worker or an object, in which each call to the outside is a named step that can be made to fail:
 * "CUSTOMER.redirect", "DB.batch", "ARCHIVE.put", "INGEST_QUEUE.send". So every await of the product is one, and the
 * product knows nothing of it.
 */
export function faultyEnv<Env extends object>(env: Env & { readonly FAULTS: string }): Env {
  const known = faultyEnvs.get(env)
  if (known !== undefined) return known as Env
  const steps = new Steps(JSON.parse(env.FAULTS))
  const faulty = Object.fromEntries(
    Object.entries(env).map(([name, binding]) => [name, faultyBinding(steps, name, binding)]),
  )
  faultyEnvs.set(env, faulty)
  return faulty as Env
}

function faultyBinding(steps: Steps, name: string, binding: unknown): unknown {
  if (typeof binding !== 'object' || binding === null) return binding
  if (name.endsWith('_QUEUE')) return faultyQueue(steps, name, binding as Queue)
  if (name === 'DB') return faultyDatabase(steps, binding as D1Database)
  if (name === 'ARCHIVE' || name === 'UPLOADS') return steppedCalls(steps, name, binding)
  return 'getByName' in binding ? faultyObjects(steps, name, binding as Objects) : binding
}

class Steps {
  readonly settings: FaultSettings

  constructor(settings: FaultSettings) {
    this.settings = settings
  }

  async take<Value>(name: string, work: () => Value): Promise<Awaited<Value>> {
    await this.#pass(`${name}:before`)
    const value = await work()
    await this.#pass(`${name}:after`)
    return value
  }

  chance(rate = 0): boolean {
    return Math.random() < rate
  }

  async #pass(step: string): Promise<void> {
    const { stepsUrl, failureRate, outage } = this.settings
    if (this.chance(failureRate)) await this.#fail(step)
    const isStored = step.startsWith('DB.') || step.startsWith('ARCHIVE.')
    const isAway = outage !== undefined && isStored && Date.now() % outage.periodMs < outage.lengthMs
    if (isAway) await this.#fail(step)
    if (stepsUrl === undefined) return
    const answer = await fetch(`${stepsUrl}/${step}`)
    if (answer.status !== 200) await this.#fail(step)
  }

  async #fail(step: string): Promise<never> {
    if (this.settings.notesUrl !== undefined) await fetch(`${this.settings.notesUrl}/${step}`)
    throw new Error(`${step} was made to fail`)
  }
}

/** The same binding, each of whose methods is a step. */
function steppedCalls<Binding extends object>(steps: Steps, name: string, binding: Binding): Binding {
  return new Proxy(binding, {
    get(target, method) {
      const call: unknown = Reflect.get(target, method, target)
      if (typeof call !== 'function') return call
      return (...values: unknown[]) =>
        steps.take(`${name}.${String(method)}`, () => (call as Call).apply(target, values))
    },
  })
}

function faultyObjects(steps: Steps, name: string, namespace: Objects): object {
  return {
    getByName: (objectName: string) => {
      const stub = namespace.getByName(objectName)
      return new Proxy(stub, {
        get(target, method) {
          // Calling the stub itself: its methods are made up by the runtime, and cannot be taken off it.
          return (...values: unknown[]) =>
            steps.take(`${name}.${String(method)}`, () => target[String(method)]?.(...values))
        },
      })
    },
  }
}

function faultyQueue(steps: Steps, name: string, queue: Queue): object {
  const { lossRate } = steps.settings
  return {
    send: (...values: Parameters<Queue['send']>) =>
      steps.take(`${name}.send`, async () => {
        if (steps.chance(lossRate)) return
        await queue.send(...values)
        if (steps.chance(lossRate)) await queue.send(...values)
      }),
  }
}

/** Statements are steps when they are run; in a batch, the batch is. */
function faultyDatabase(steps: Steps, database: D1Database): object {
  const realStatements = new WeakMap<object, D1PreparedStatement>()
  const faultyStatement = (statement: D1PreparedStatement): D1PreparedStatement => {
    const faulty = new Proxy(statement, {
      get(target, method) {
        const call: unknown = Reflect.get(target, method, target)
        if (typeof call !== 'function') return call
        return (...values: unknown[]) => {
          const run = () => (call as Call).apply(target, values)
          return method === 'bind'
            ? faultyStatement(run() as D1PreparedStatement)
            : steps.take(`DB.${String(method)}`, run)
        }
      },
    })
    realStatements.set(faulty, statement)
    return faulty
  }
  return {
    prepare: (text: string) => faultyStatement(database.prepare(text)),
    batch: (statements: D1PreparedStatement[]) =>
      steps.take('DB.batch', () =>
        database.batch(statements.map((each) => realStatements.get(each) ?? each)),
      ),
  }
}
