import { describe, expect, it, vi } from 'vitest'
import { permissionNames } from '#shared/access/permissions.ts'
import { newApp } from '#workers/http/app.ts'
import { operationKey, operationsOf } from '#workers/http/operations.ts'

// What a running Worker has and Node has not; nothing here calls it.
vi.mock('cloudflare:workers', () => ({ waitUntil: () => undefined }))

const api = newApp()
const operations = operationsOf(api)

describe('every route of the API', () => {
  it('is documented', () => {
    const documented = new Set(
      operations.flatMap(({ method, path, alsoAt }) =>
        [path, ...alsoAt].map((each) => operationKey(method, each)),
      ),
    )
    // Middleware stands at every address; a preflight asks for leave and gets nothing else.
    const routes = api.routes.filter(({ path, method }) => path !== '/*' && method !== 'OPTIONS')
    expect(routes.length).toBeGreaterThan(100)
    const undocumented = routes.filter(({ method, path }) => !documented.has(operationKey(method, path)))
    expect(undocumented.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('names its permission, or what it takes instead and why', () => {
    const nameless = operations.filter(
      ({ permission, credential, credentialReason }) =>
        (permission === undefined) === (credential === undefined) ||
        (permission !== undefined && !permissionNames.includes(permission)) ||
        (credential !== undefined && (credentialReason ?? '') === ''),
    )
    expect(nameless.map(({ operationId }) => operationId)).toEqual([])
  })

  it('has a name of its own', () => {
    const names = operations.map(({ operationId }) => operationId)
    expect(names.filter((name, index) => name === '' || names.indexOf(name) !== index)).toEqual([])
  })

  it('is the only one at its method and address', () => {
    const keys = operations.flatMap(({ method, path, alsoAt }) =>
      [path, ...alsoAt].map((each) => operationKey(method, each)),
    )
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })
})
