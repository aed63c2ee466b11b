import type { TrainingPorts } from './training-ports.ts'

/** More products would not leave room for the learning. */
const mostProducts = 60_000

/** What the catalogue says of the products that are for sale, for a model that wants it; the first ones of very many. */
export async function textsOfCatalogue({
  trainable,
  catalogue,
}: Pick<TrainingPorts, 'trainable' | 'catalogue'>): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>()
  if (catalogue === undefined || trainable.catalogueText === undefined) return texts
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof catalogue>> = await catalogue(after)
    for (const product of page.products) texts.set(...trainable.catalogueText(product))
    after = page.nextAfter
  } while (after !== null && texts.size < mostProducts)
  return texts
}
