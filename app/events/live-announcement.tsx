import { useEffect, useState } from 'react'
import { countOf } from '../format/format-number.ts'

const quietMs = 5_000

/** Says how many events came in, at most every five seconds, to those who cannot see them come. */
export function LiveAnnouncement({ receivedCount }: { receivedCount: number }) {
  const [said, setSaid] = useState({ count: 0, text: '' })
  useEffect(() => {
    if (receivedCount <= said.count) return
    const timer = setTimeout(() => {
      setSaid({ count: receivedCount, text: `${countOf(receivedCount - said.count, 'new event')}.` })
    }, quietMs)
    return () => clearTimeout(timer)
  }, [receivedCount, said.count])
  return (
    <p className="visually-hidden" role="status">
      {said.text}
    </p>
  )
}
