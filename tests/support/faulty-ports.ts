import type { RandomSource } from '#shared/kernel/random.ts'

/**
 * The same ports, but each call takes a random number of turns, so that concurrent work interleaves, and fails with the
 * probability `faultRate()`: half of the time before it does anything, half of the time after, as when a reply is lost.
 */
export function faultyPorts<Ports extends object>(
  ports: Ports,
  random: RandomSource,
  faultRate: () => number,
): Ports {
  return new Proxy(ports, {
    get(target, name, receiver) {
      const call: unknown = Reflect.get(target, name, receiver)
      // A note about a failure is no step that could fail.
      if (typeof call !== 'function' || name === 'report') return call
      return async (...values: unknown[]) => {
        await turns(random)
        const fails = random() < faultRate()
        const failsBefore = random() < 0.5
        if (fails && failsBefore) throw new Error(`${String(name)} was not reached`)
        const reply: unknown = await call.apply(target, values)
        await turns(random)
        if (fails) throw new Error(`the reply of ${String(name)} was lost`)
        return reply
      }
    },
  })
}

/** Mostly a few; now and then so many that somebody else does the whole work meanwhile. */
async function turns(random: RandomSource): Promise<void> {
  const maxCount = random() < 0.03 ? 600 : 6
  for (let count = Math.floor(random() * maxCount); count > 0; count -= 1) await null
}
