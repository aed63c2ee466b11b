import {
  fieldsOfKind,
  type ImportField,
  type ImportKind,
  type ImportMapping,
  importKinds,
} from '../contracts/imports.ts'

/** The fields of a kind that have no column and must have one, and what to tell about each. */
export function missingColumns(
  kind: ImportKind,
  columns: ImportMapping['columns'],
): { field: string; detail: string }[] {
  const required = fieldsOfKind(kind)
    .filter(([field, { required }]) => required && columns[field] === undefined)
    .map(([field, { label }]) => ({ field, detail: `${label} is needed` }))
  const needed = importKinds[kind].needs
    .filter(({ anyOf }) => !anyOf.some((set) => set.every((field) => columns[field as ImportField])))
    .map(({ field, detail }) => ({ field, detail }))
  return [...required, ...needed]
}
