import type { Env } from '../../../env.ts'

/** Never in production, not even for a connection that is there for tests: its events would count as sales. */
export function isSimulationAllowed({ ENVIRONMENT }: Pick<Env, 'ENVIRONMENT'>): boolean {
  return ENVIRONMENT !== 'production'
}
