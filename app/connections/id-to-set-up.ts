import type { ClientFailure } from '#shared/contracts/client.ts'
import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import type { Result } from '#shared/kernel/result.ts'

type Source = Pick<ConnectableSource, 'source' | 'secretOrigin'>
type Connection = Pick<ConnectionView, 'source' | 'connectionId' | 'createdAt'>
type Answer = Result<unknown, ClientFailure>

/** What a key's events come in by where nothing else is said, the first write key of a shop too. */
const idOfKeys = 'web'

/**
 * The id of the connection that the set-up of a source is about, where its address names none. A source without a secret is set up
 * by keys, which send by the id of the connection: so that is its first one at each visit, else the one that keys have anyway. Any
 * other source is connected anew, by an id that is hard to guess.
 */
export function idToSetUp(
  { source, secretOrigin }: Source,
  connections: readonly Connection[],
  freshId: () => string,
): string {
  if (secretOrigin !== 'none') return freshId()
  const [first] = connections
    .filter((connection) => connection.source === source)
    .sort((left, right) => Date.parse(left.createdAt) - Date.parse(right.createdAt))
  return first?.connectionId ?? idOfKeys
}

/**
 * Whether an id cannot be connected because another shop has it: all shops share the ids. `made`: what making the connection came
 * to; `found`: what asking for the shop's own connection of that id came to. Any other failure says nothing about whose it is.
 */
export function isAnotherShops(made: Answer, found: Answer): boolean {
  return !made.ok && made.failure.status === 409 && !found.ok && found.failure.status === 404
}
