/** What a found segment is called on the screen: `segment-3` is "Segment 3". */
export function segmentTitle(id: string): string {
  return id.replace('segment-', 'Segment ')
}
