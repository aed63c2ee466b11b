/** The items in parts of about so many characters at the most, each of one item at least; in their order. */
export function* inParts<Item>(
  items: Iterable<Item>,
  charactersOf: (item: Item) => number,
  mostCharacters: number,
): Generator<Item[]> {
  let part: Item[] = []
  let length = 0
  for (const item of items) {
    const characters = charactersOf(item)
    if (part.length > 0 && length + characters > mostCharacters) {
      yield part
      part = []
      length = 0
    }
    part.push(item)
    length += characters
  }
  if (part.length > 0) yield part
}
