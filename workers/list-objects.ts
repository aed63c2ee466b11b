/** Keys of all objects of a bucket under a prefix, sorted. */
export async function listObjects(bucket: R2Bucket, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await bucket.list({ prefix, ...(cursor !== undefined && { cursor }) })
    keys.push(...page.objects.map((object) => object.key))
    if (!page.truncated) return keys.sort()
    cursor = page.cursor
  }
}
