import { expect, it } from 'vitest'
import { mappingLabels } from '#app/imports/mapping-labels.server.ts'
import { fieldsOfKind, importKindNames, importMappingSchema } from '#shared/contracts/imports.ts'

it.each(importKindNames)('calls all columns and settings of %s as the form does', (kind) => {
  const { kind: _, columns: __, ...settings } = importMappingSchema.shape
  const fields = fieldsOfKind(kind).map(([field]) => `/columns/${field}`)
  const labels = mappingLabels(kind)
  expect(Object.keys(labels).sort()).toEqual(
    [...fields, ...Object.keys(settings).map((name) => `/${name}`)].sort(),
  )
  for (const [field, { label }] of fieldsOfKind(kind)) expect(labels[`/columns/${field}`]).toBe(label)
})
