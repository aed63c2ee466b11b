import type { ModelView } from '#shared/contracts/models.ts'

/** Where the pages about models are. */
export const modelAddress = (kind: ModelView['kind']) => `/models/${kind}`
export const modelVersionAddress = (kind: ModelView['kind'], version: number) =>
  `${modelAddress(kind)}/${version}`

/** The page that asks once more before a version is taken into use. */
export const promotionAddress = (kind: ModelView['kind'], version: number) =>
  `${modelVersionAddress(kind, version)}?promote=ask`
