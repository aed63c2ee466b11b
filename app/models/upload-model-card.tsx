import { Form } from '@remix-run/react'
import { useId } from 'react'
import { mostModelBytes } from '#shared/contracts/most-model-bytes.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { formatBytes } from '../format/format-number.ts'

/** Takes a model that was learned elsewhere. The page it is on has the action. */
export function UploadModelCard({ isBusy }: { isBusy: boolean }) {
  const id = useId()
  return (
    <Card title="A model of your own" note="learned elsewhere">
      <Form method="post" encType="multipart/form-data" className="form">
        <div className="file-drop">
          <label htmlFor={id}>
            <strong>LightGBM model</strong>
          </label>
          <input
            id={id}
            type="file"
            name="file"
            accept=".txt,.json,text/plain,application/json"
            required
            aria-describedby={`${id}-hint`}
          />
          <p className="field-hint" id={`${id}-hint`}>
            As text or JSON, up to {formatBytes(mostModelBytes)}, on features of the catalogue by their names.
            It is measured on the same last 90 days as models that are trained here, and used only when it is
            better. Whether it has seen those days before cannot be told.
          </p>
        </div>
        <div className="row">
          <Button type="submit" name="intent" value="upload" disabled={isBusy}>
            Measure it
          </Button>
        </div>
      </Form>
    </Card>
  )
}
