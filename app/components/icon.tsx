/** Our own drawings on a 20 x 20 grid, in strokes of the text's colour. */
const drawings = {
  overview: 'M3 17V9m4.7 8V4m4.6 13v-6M17 17V7',
  customers: 'M10 9.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.5 17c.6-3 3.2-5 6.5-5s5.9 2 6.5 5',
  events: 'M2.5 10.5h3l2.5-6 4 11 2.5-7 1 2h2',
  imports: 'M10 12.5V3m0 0L6.5 6.5M10 3l3.5 3.5M3.5 12v3.5a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5-1.5V12',
  merges: 'M4 3.5v2.2c0 3 6 3.3 6 6.8v4M16 3.5v2.2c0 3-6 3.3-6 6.8m0 4-3-3m3 3 3-3',
  reviews: 'M3 4.5h14v9.5H9.5L6 17v-3H3V4.5Zm4.3 4.9 1.9 1.9 3.6-3.9',
  rules: 'M3 6h8m4 0h2M11 4v4M3 14h2m4 0h8M9 12v4',
  qr: 'M3 3h5v5H3V3Zm9 0h5v5h-5V3ZM3 12h5v5H3v-5Zm9 0h2m3 0v2m-5 3h2v-2m3 2v0',
  products: 'M3 6.5 10 3l7 3.5v7L10 17l-7-3.5v-7Zm0 0 7 3.5 7-3.5M10 10v7',
  plug: 'M7 2.5v4m6-4v4M4.5 6.5h11v2.8a5.5 5.5 0 0 1-11 0V6.5Zm5.5 8.3v3',
  trend: 'M3 15.5 8 10l3 3 6-7m0 0h-4m4 0v4',
  forecast: 'M2.5 13.5 6 9l3.5 2.5L17 4M9.5 11.5H17m-7.5 0 7.5 5',
  segments: 'M10 3v7h7A7 7 0 1 1 10 3Zm3 .6a7 7 0 0 1 3.4 3.4H13V3.6Z',
  due: 'M3.5 5h13v12h-13V5Zm0 4h13M7 3v4m6-4v4m-5 6 1.5 1.5L13 11.5',
  same: 'M4.5 8h11m-11 4h11',
  partly: 'M3.5 11.5c2.2-3.4 4.3-3.4 6.5-1.5s4.3 1.9 6.5-1.5',
  different: 'M4.5 8h11m-11 4h11M13 4 7 16',
  up: 'M10 16V4m0 0L5 9m5-5 5 5',
  down: 'M10 4v12m0 0 5-5m-5 5-5-5',
  send: 'M17 3 9 11m8-8-5 14-3-6-6-3 14-5Z',
  money: 'M3 5.5h14v9H3v-9Zm7 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM5.5 8v.01M14.5 12v.01',
  level: 'M4 10h12',
  shield: 'M10 2.5 4 4.8v4.6c0 3.8 2.5 6.6 6 8.1 3.5-1.5 6-4.3 6-8.1V4.8L10 2.5Zm-2.6 7.3 1.9 1.9 3.5-3.7',
  key: 'M12.8 10.7a3.9 3.9 0 1 0-3.5-3.5L3 13.5V17h3.5v-2H9v-2.3l1.6-1.6M13.5 6.5v.01',
  history: 'M3 4v4h4M3.4 8A7 7 0 1 1 3 11.2M10 6.5V10l2.6 1.8',
  shop: 'M3.5 9v8h13V9M2.5 6.8 4.2 3h11.6l1.7 3.8a2.5 2.5 0 0 1-5 .4 2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5-.4ZM8 17v-4.5h4V17',
  question:
    'M7.5 7.8a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2.9-1.2 1.7m0 2.6v.01M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  warning:
    'M10 7v4m0 3v.01M8.7 3.2 1.9 14.9A1.5 1.5 0 0 0 3.2 17.2h13.6a1.5 1.5 0 0 0 1.3-2.3L11.3 3.2a1.5 1.5 0 0 0-2.6 0Z',
  check: 'm4 10.5 4 4 8-9',
  close: 'M5 5l10 10M15 5 5 15',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.5-1.5L17 17',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6 4.2v11.6L15.5 10 6 4.2Z',
  download: 'M10 3v9.5m0 0L6.5 9M10 12.5 13.5 9M3.5 13v2.5A1.5 1.5 0 0 0 5 17h10a1.5 1.5 0 0 0 1.5-1.5V13',
  inbox: 'M3 11.5 5.5 4h9l2.5 7.5V16H3v-4.5Zm0 0h4l1 2h4l1-2h4',
} as const
export type IconName = keyof typeof drawings

/** A drawing beside words; it says nothing by itself, so assistive technology skips it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={drawings[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
