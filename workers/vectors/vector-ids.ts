/** The id of a vector: the set it belongs to, and its place in the index of the model. Of 64 bytes it may have, it takes 40 at most. */
export function vectorId(setId: string, place: number): string {
  return `${setId}:${place}`
}

/** The place within a set; undefined for an id of another set. */
export function placeOf(setId: string, id: string): number | undefined {
  const prefix = `${setId}:`
  const place = id.slice(prefix.length)
  return id.startsWith(prefix) && /^\d+$/.test(place) ? Number(place) : undefined
}
