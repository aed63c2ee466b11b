import type { Answer } from '#shared/contracts/client.ts'

/** The value of an answer that is a success; throws what it was otherwise. */
export async function good<Value>(answer: Answer<Value>): Promise<Value> {
  const result = await answer
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
