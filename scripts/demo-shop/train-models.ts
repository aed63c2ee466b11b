import { patronClient } from '#shared/contracts/client.ts'
import { modelKinds } from '#shared/predictions/prediction-kinds.ts'
import { demoCredentials } from '../provision-demo-tenant.ts'

/**
 * Begins to train every kind of model on the shop that is there, so that nobody has to wait for the night to see
 * predictions. Returns once the jobs have begun; they take a minute or two. Throws when one could not begin.
 */
export async function trainModels(apiUrl: string): Promise<void> {
  const client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: apiUrl,
    token: demoCredentials.apiKey,
  })
  for (const kind of modelKinds) {
    const begun = await client.trainModel(kind)
    if (!begun.ok) throw new Error(`${kind} could not be trained: ${begun.failure.message}`)
  }
}
