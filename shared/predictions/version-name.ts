import type { ModelKind } from './prediction-kinds.ts'

/** What a version of a model is called wherever it is named: `churn-3`. */
export function versionName({
  kind,
  version,
}: {
  readonly kind: ModelKind
  readonly version: number
}): string {
  return `${kind}-${version}`
}
