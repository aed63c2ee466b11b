import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { Env } from '#workers/env.ts'
import { placedEnv } from '#workers/placed-env.ts'

/** The names of all bindings that are namespaces of objects, as wrangler.toml has them. */
const namespaces = readNamespaces()

function readNamespaces(): string[] {
  const text = readFileSync(join(repositoryRoot, 'wrangler.toml'), 'utf8')
  return [...text.matchAll(/\[\[durable_objects\.bindings\]\]\s*name = "(\w+)"/g)].map(
    (match) => match[1] ?? '',
  )
}

const env = (DATA_RESIDENCY?: string) =>
  ({
    ...Object.fromEntries(
      namespaces.map((name) => [
        name,
        { name, jurisdiction: (where: string) => ({ name: `${name}/${where}` }) },
      ]),
    ),
    ...(DATA_RESIDENCY !== undefined && { DATA_RESIDENCY }),
  }) as unknown as Env

const namesIn = (placed: Env) =>
  namespaces.map((name) => (placed as unknown as Record<string, { name: string }>)[name]?.name)

it('puts every object of a deployment for the EU into that jurisdiction', () => {
  expect(namespaces.length).toBeGreaterThanOrEqual(4)
  expect(namesIn(placedEnv(env('eu')))).toEqual(namespaces.map((name) => `${name}/eu`))
})

it.each([undefined, '', 'anywhere'])('leaves the objects of another (%s) where they are', (where) => {
  expect(namesIn(placedEnv(env(where)))).toEqual(namespaces)
})

it('makes an environment once', () => {
  const own = env('eu')
  expect(placedEnv(own)).toBe(placedEnv(own))
})
