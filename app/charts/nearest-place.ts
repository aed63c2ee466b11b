import type { PointerEvent } from 'react'

/** Between which x a drawing's places stand, and how wide it is drawn, all in units of its own. */
export interface Span {
  readonly width: number
  readonly left: number
  readonly right: number
}

/** The place, 0 to `count` less one, that a pointer over a drawing is nearest to. */
export function nearestPlace(
  event: PointerEvent<SVGSVGElement>,
  { width, left, right }: Span,
  count: number,
): number {
  const box = event.currentTarget.getBoundingClientRect()
  const at = ((event.clientX - box.left) / box.width) * width
  const share = (at - left) / (right - left)
  return Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))))
}
