import type { Tone } from './badge.tsx'

/** A share of 0..1 as a bar beside its figure. It says nothing by itself, so assistive technology skips it. */
export function ShareBar({ share, tone = 'plain' }: { share: number; tone?: Tone }) {
  return (
    <svg
      className={tone === 'plain' ? 'share-bar' : `share-bar share-bar-${tone}`}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="chart-track" width="100" height="6" rx="3" />
      <rect className="chart-bar" width={Math.min(1, Math.max(0, share)) * 100} height="6" rx="3" />
    </svg>
  )
}
