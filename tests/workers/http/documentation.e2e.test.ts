import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemTypes } from '#shared/contracts/problems.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

interface Description {
  readonly openapi: string
  readonly servers: readonly { url: string }[]
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}
interface Operation {
  readonly operationId: string
  readonly 'x-credential'?: string
  readonly summary?: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[]
  readonly security?: readonly Record<string, unknown>[]
  readonly responses: Record<string, { description: string }>
}

let platform: TestPlatform
let browser: Browser | undefined
let description: Description

beforeAll(async () => {
  platform = await startTestPlatform()
  browser = await launchBrowser()
  description = (await (await fetch(`${platform.apiUrl}/v1/openapi.json`)).json()) as Description
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

function operations(): (Operation & { path: string })[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ ...operation, path })),
  )
}

/** What is let in with it stands in the body, in the address or nowhere. */
function isOpen({ 'x-credential': credential }: Operation): boolean {
  return credential !== undefined && credential !== 'write-key'
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with named operations, summaries and answers', () => {
    expect(description.openapi).toMatch(/^3\.1\./)
    const ids = operations().map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operationId, summary, responses } of operations()) {
      expect([operationId, (summary ?? '').length > 5]).toEqual([operationId, true])
      expect([operationId, Object.keys(responses).some((status) => /^[123]/.test(status))]).toEqual([
        operationId,
        true,
      ])
      for (const { description: text } of Object.values(responses)) expect(text).not.toBe('')
    }
  })

  it('declares each parameter of an address, and nothing it points to is missing', () => {
    for (const { operationId, path, parameters = [] } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = parameters.filter((each) => each.in === 'path' && each.required === true)
      expect([operationId, declared.map(({ name }) => name)]).toEqual([operationId, inPath])
    }
    const pointers = JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)
    for (const [, name] of pointers) expect(description.components.schemas).toHaveProperty([name ?? ''])
  })

  it('says of every guarded operation what lets a caller in', () => {
    for (const operation of operations()) {
      const { operationId, responses, security = [] } = operation
      if (responses[401] === undefined || isOpen(operation)) continue
      const schemes = security.flatMap((each) => Object.keys(each))
      expect([operationId, schemes.length]).toEqual([operationId, 1])
      for (const scheme of schemes) expect(description.components.securitySchemes).toHaveProperty(scheme)
    }
  })

  it('names each operation after a file under workers/http/routes', () => {
    const folder = fileURLToPath(new URL('../../../workers/http/routes', import.meta.url))
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
      basename(path, '.ts'),
    )
    // One file each has the seven tracking calls, the two questions of health and the two of a webhook's address.
    const together =
      /^(identify|track|page|screen|group|alias|batch)Call$|^getReadiness$|^answerWebhookChallenge$/
    const kebab = (id: string) => id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const missing = operations()
      .map(({ operationId }) => operationId)
      .filter((id) => !together.test(id) && !files.includes(kebab(id)))
    expect(missing).toEqual([])
  })

  it('shows examples', () => {
    expect(JSON.stringify(description)).toContain('"email:ada@example.com"')
  })
})

describe('the documentation', () => {
  it('explains every problem at the address that a problem names', async () => {
    const page = await (await fetch(`${platform.apiUrl}/v1/docs/problems`)).text()
    for (const code of Object.keys(problemTypes)) expect(page).toContain(`id="${code}"`)
  })

  it('loads nothing from outside, and works', async ({ skip }) => {
    if (browser === undefined) return skip('there is no browser here')
    const page = await browser.newPage()
    const requested: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
    })
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${platform.apiUrl}/v1/docs`)
    const summary = page.getByText('Customers: all, by search, or the one an identifier belongs to')
    await page.locator('.opblock').first().waitFor()
    // Of so many operations the page holds only those around what is in view.
    for (let scrolls = 0; scrolls < 100 && !(await summary.isVisible()); scrolls += 1) {
      await page.mouse.wheel(0, 400)
      await page.waitForTimeout(100)
    }
    await summary.click()
    await page.getByText('must be type:value').or(page.getByText('found exactly')).first().waitFor()
    const origins = requested.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin)
    expect([...new Set(origins)]).toEqual([platform.apiUrl])
    expect(complaints).toEqual([])
    await page.close()
  })
})
