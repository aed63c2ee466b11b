import type { ImportView } from '#shared/contracts/imports.ts'
import type { TestPlatform } from './test-platform.ts'

/** Imports a file of orders as it is guessed, and waits until it is done. */
export async function importFile(platform: TestPlatform, text: string): Promise<ImportView> {
  const headers = { 'content-type': 'text/csv' }
  const response = await platform.api('/v1/imports?fileName=orders.csv', {
    method: 'POST',
    body: text,
    headers,
  })
  const { id } = (await response.json()) as ImportView
  for (let wait = 0; wait < 1_200; wait += 1) {
    const view = await platform.get<ImportView>(`/v1/imports/${id}`)
    if (view.state === 'done') return view
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the import does not end')
}
