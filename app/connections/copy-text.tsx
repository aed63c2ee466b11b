import { useEffect, useState } from 'react'
import { Button } from '../components/button.tsx'

interface CopyTextProps {
  label: string
  text: string
  /** Whether it has lines of its own, such as a piece of a page. */
  isLong?: boolean
}

/** A text to be taken elsewhere. Without script it is selected as a whole by one click. */
export function CopyText({ label, text, isLong = false }: CopyTextProps) {
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setCopied] = useState(false)
  // Only pages on https, and of this machine, are given the clipboard.
  useEffect(() => setCanCopy(navigator.clipboard !== undefined), [])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCanCopy(false),
    )
  return (
    <div className="copy-text">
      <p className="small">{label}</p>
      <div>
        {isLong ? <pre>{text}</pre> : <code>{text}</code>}
        {canCopy ? (
          <Button small onClick={copy}>
            Copy<span className="visually-hidden"> {label}</span>
          </Button>
        ) : null}
      </div>
      <span className="visually-hidden" role="status">
        {isCopied ? `${label} copied` : ''}
      </span>
    </div>
  )
}
