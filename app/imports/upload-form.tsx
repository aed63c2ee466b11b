import { Form, useNavigation } from '@remix-run/react'
import { useId } from 'react'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'

/** Takes a file of orders. The file goes on to the API as it arrives, so its size does not matter here. */
export function UploadForm({ error }: { error: string | undefined }) {
  const id = useId()
  const navigation = useNavigation()
  const isUploading = navigation.state === 'submitting'
  return (
    <Form method="post" encType="multipart/form-data" className="form">
      <div className="file-drop">
        <label htmlFor={id}>
          <strong>CSV file of orders</strong>
        </label>
        <input
          id={id}
          type="file"
          name="file"
          accept=".csv,text/csv"
          required
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
          aria-invalid={error === undefined ? undefined : true}
        />
        <p className="field-hint" id={`${id}-hint`}>
          One order line a row, headings in the first row. Nothing is changed before you have checked the
          columns.
        </p>
        {error === undefined ? null : (
          <p className="field-error" id={`${id}-error`} role="alert">
            <Icon name="warning" />
            {error}
          </p>
        )}
      </div>
      <div className="row">
        <Button type="submit" look="primary" disabled={isUploading}>
          <Icon name="imports" />
          {isUploading ? 'Uploading…' : 'Upload'}
        </Button>
        <span role="status" className="small quiet">
          {isUploading ? 'Keep this page open until the file is up.' : ''}
        </span>
      </div>
    </Form>
  )
}
