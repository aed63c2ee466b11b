/**
 * The value a record itself has under a name that came from outside. A plain `record[name]` would find what every
 * object inherits under names such as "constructor".
 */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
