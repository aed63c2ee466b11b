import { Form, useNavigate, useNavigation } from '@remix-run/react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { formatBytes, formatRate } from '../format/format-number.ts'
import { uploadInParts } from './upload-in-parts.ts'

/** Files above this go in parts, where scripts run: then a lost connection costs one part. */
const largeFileBytes = 8 * 1024 * 1024

interface Progress {
  readonly fileName: string
  readonly sentByteCount: number
  readonly byteCount: number
}

/** Takes a file. It goes on to the API as it arrives, so its size does not matter here. */
export function UploadForm({ error: refused }: { error: string | undefined }) {
  const id = useId()
  const navigate = useNavigate()
  const [progress, setProgress] = useState<Progress>()
  const [failure, setFailure] = useState<string>()
  const isUploading = useNavigation().state === 'submitting' || progress !== undefined
  const error = failure ?? refused

  async function sendInParts(event: FormEvent<HTMLFormElement>) {
    const file = new FormData(event.currentTarget).get('file')
    if (!(file instanceof File) || file.size <= largeFileBytes) return
    event.preventDefault()
    setFailure(undefined)
    const show = (sentByteCount: number) =>
      setProgress({ fileName: file.name, sentByteCount, byteCount: file.size })
    show(0)
    const place = {
      fetch: window.fetch.bind(window),
      storage: window.localStorage,
      pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    }
    const sent = await uploadInParts(file, place, show)
    setProgress(undefined)
    if (sent.ok) navigate(`/imports/${encodeURIComponent(sent.value)}`)
    else setFailure(`${sent.failure.message} Choose the same file again to go on where it stopped.`)
  }

  return (
    <Form method="post" encType="multipart/form-data" className="form" onSubmit={sendInParts}>
      <div className="file-drop">
        <label htmlFor={id}>
          <strong>CSV file</strong>
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
          Orders, order lines, customers, products, stock levels, sales history or loyalty cards, headings in
          the first row. Nothing is changed before you have checked the columns.
        </p>
        {error === undefined ? null : (
          <p className="field-error" id={`${id}-error`} role="alert">
            <Icon name="warning" />
            {error}
          </p>
        )}
      </div>
      {progress === undefined ? null : <PartsProgress {...progress} />}
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

function PartsProgress({ fileName, sentByteCount, byteCount }: Progress) {
  return (
    <div>
      <progress
        className="progress"
        value={sentByteCount}
        max={byteCount}
        aria-label={`Upload of ${fileName}`}
      />
      <p className="small quiet progress-note">
        {formatBytes(sentByteCount)} of {formatBytes(byteCount)} are up,{' '}
        {formatRate(sentByteCount / byteCount)}. If the connection is lost or this page is closed, choose the
        same file again to go on.
      </p>
    </div>
  )
}
