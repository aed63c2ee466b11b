/** Documented limits of Cloudflare Vectorize, as of November 2026. */
const maxDimensions = 1_536
const maxIdBytes = 64
const maxNamespaceBytes = 64
const maxVectorsAtOnce = 1_000
const maxMatches = 100
const maxMatchesWithMore = 20
const maxIdsToRead = 20

interface Stored {
  readonly id: string
  readonly namespace: string | undefined
  readonly values: Float32Array
}

/**
 * Cloudflare Vectorize as its documentation has it: writes are taken at once, in their order, and found only after {@link settle}; what is beyond a
 * limit is refused; scores are the cosine, rounded as those of an index are.
 */
export class FakeVectorize implements Vectorize {
  readonly dimensions: number
  /** What every call fails with; null: none does. */
  outage: string | null = null
  /** How long the way there takes. */
  way: () => Promise<unknown> = async () => undefined
  readonly calls: string[] = []
  readonly #found = new Map<string, Stored>()
  readonly #waiting: (() => void)[] = []

  constructor(dimensions: number) {
    if (dimensions > maxDimensions) throw new Error(`VECTORIZE: at most ${maxDimensions} dimensions`)
    this.dimensions = dimensions
  }

  /** Lets what was written be found; the first so many writes alone where that is said. */
  settle(writeCount = this.#waiting.length): void {
    for (const write of this.#waiting.splice(0, writeCount)) write()
  }

  get ids(): string[] {
    return [...this.#found.keys()]
  }

  async describe(): Promise<VectorizeIndexInfo> {
    await this.#call('describe')
    return {
      vectorCount: this.#found.size,
      dimensions: this.dimensions,
      processedUpToDatetime: 0,
      processedUpToMutation: 0,
    }
  }

  async query(
    vector: Float32Array | Float64Array | number[],
    { topK = 5, namespace, returnValues = false, returnMetadata = 'none' }: VectorizeQueryOptions = {},
  ): Promise<VectorizeMatches> {
    await this.#call('query')
    const most =
      returnValues || returnMetadata === 'all' || returnMetadata === true ? maxMatchesWithMore : maxMatches
    if (!Number.isInteger(topK) || topK < 1 || topK > most)
      throw new Error(`VECTOR_QUERY_ERROR: topK must be 1 to ${most}`)
    this.#requireDimensions(vector.length)
    const matches = [...this.#found.values()]
      .filter((stored) => namespace === undefined || stored.namespace === namespace)
      .map(({ id, values }) => ({ id, score: Math.fround(cosine(values, vector)) }))
      .sort((left, right) => right.score - left.score)
      .slice(0, topK)
    return { matches, count: matches.length }
  }

  async queryById(id: string, options?: VectorizeQueryOptions): Promise<VectorizeMatches> {
    const stored = this.#found.get(id)
    if (stored === undefined) throw new Error('VECTOR_QUERY_ERROR: there is no such vector')
    return this.query(stored.values, options)
  }

  async insert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return this.#write(
      'insert',
      vectors.filter(({ id }) => !this.#found.has(id)),
    )
  }

  async upsert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return this.#write('upsert', vectors)
  }

  async deleteByIds(ids: string[]): Promise<VectorizeAsyncMutation> {
    await this.#call('deleteByIds')
    if (ids.length > maxVectorsAtOnce) throw new Error(`VECTOR_DELETE_ERROR: at most ${maxVectorsAtOnce} ids`)
    const taken = [...ids]
    this.#waiting.push(() => {
      for (const id of taken) this.#found.delete(id)
    })
    return { mutationId: crypto.randomUUID() }
  }

  async getByIds(ids: string[]): Promise<VectorizeVector[]> {
    await this.#call('getByIds')
    if (ids.length > maxIdsToRead) throw new Error(`VECTOR_GET_ERROR: at most ${maxIdsToRead} ids`)
    return ids.flatMap((id) => {
      const stored = this.#found.get(id)
      return stored === undefined ? [] : [{ id, values: [...stored.values] }]
    })
  }

  async #write(name: string, vectors: readonly VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    await this.#call(name)
    if (vectors.length === 0 || vectors.length > maxVectorsAtOnce)
      throw new Error(`VECTOR_UPSERT_ERROR: 1 to ${maxVectorsAtOnce} vectors at once`)
    // They are copied here, as they are sent.
    const taken = vectors.map(({ id, namespace, values }): Stored => {
      if (bytesOf(id) === 0 || bytesOf(id) > maxIdBytes) throw new Error('VECTOR_UPSERT_ERROR: id')
      if (bytesOf(namespace ?? '') > maxNamespaceBytes) throw new Error('VECTOR_UPSERT_ERROR: namespace')
      this.#requireDimensions(values.length)
      if (!values.every((value) => Number.isFinite(value))) throw new Error('VECTOR_UPSERT_ERROR: value')
      return { id, namespace, values: Float32Array.from(values) }
    })
    this.#waiting.push(() => {
      for (const stored of taken) this.#found.set(stored.id, stored)
    })
    return { mutationId: crypto.randomUUID() }
  }

  async #call(name: string): Promise<void> {
    await this.way()
    this.calls.push(name)
    if (this.outage !== null) throw new Error(this.outage)
  }

  #requireDimensions(length: number): void {
    if (length !== this.dimensions)
      throw new Error(`VECTOR_ERROR: expected ${this.dimensions} dimensions, and got ${length}`)
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function cosine(left: Float32Array, right: ArrayLike<number>): number {
  let product = 0
  let ofLeft = 0
  let ofRight = 0
  for (const [index, value] of left.entries()) {
    const other = right[index] as number
    product += value * other
    ofLeft += value * value
    ofRight += other * other
  }
  return product / Math.sqrt(ofLeft * ofRight)
}
