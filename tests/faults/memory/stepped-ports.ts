/** Is told of each step before it is taken and after: "redirect:before". To throw is to fail it; to wait for ever, to die. */
export type OnStep = (name: string) => Promise<void>

/** The same ports, but each call is a named step that can fail or end everything, before it has had effect or after. */
export function steppedPorts<Ports extends object>(ports: Ports, onStep: OnStep): Ports {
  return new Proxy(ports, {
    get(target, name, receiver) {
      const call: unknown = Reflect.get(target, name, receiver)
      // A note about a failure and a look at the clock are no steps that could fail.
      if (typeof call !== 'function' || name === 'report' || name === 'nowMs') return call
      return async (...values: unknown[]) => {
        await onStep(`${String(name)}:before`)
        const reply: unknown = await call.apply(target, values)
        await onStep(`${String(name)}:after`)
        return reply
      }
    },
  })
}
