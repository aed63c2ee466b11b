import { type ReactNode, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface DialogProps {
  /** The words on the button that opens it. */
  trigger: ReactNode
  title: string
  children: ReactNode
}

/** A button and the dialog it opens. The browser's own dialog keeps the focus inside and gives it back at the end. */
export function Dialog({ trigger, title, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  return (
    <>
      <Button small onClick={() => dialog.current?.showModal()} aria-haspopup="dialog">
        {trigger}
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        <div className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <form method="dialog">
            <Button type="submit" look="quiet" small aria-label="Close">
              <Icon name="close" />
            </Button>
          </form>
        </div>
        <div className="dialog-body">{children}</div>
      </dialog>
    </>
  )
}
