import { type Failure, fail, type Result, succeed } from '#shared/kernel/result.ts'

/** Where the dashboard takes parts of a file. */
const uploadsPath = '/imports/uploads'

/** What an upload needs of the browser. */
export interface UploadPlace {
  readonly fetch: typeof fetch
  /** Remembers which import a file belongs to, so that choosing it again after a reload goes on with it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  pause(ms: number): Promise<void>
}

/** The file as the browser knows it. */
type UploadedFile = Pick<File, 'name' | 'size' | 'lastModified' | 'slice'>

interface Uploading {
  readonly id: string
  readonly upload: { readonly partBytes: number; readonly receivedParts: readonly number[] }
}

const mostTries = 8
const firstPauseMs = 500

/**
 * Sends a file part after part and returns the id of its import. A lost connection is waited for; whatever was sent
 * stays sent, also when the page is closed and the file chosen again. `onProgress` is told the bytes that are there.
 */
export async function uploadInParts(
  file: UploadedFile,
  place: UploadPlace,
  onProgress: (sentByteCount: number) => void,
): Promise<Result<string>> {
  const key = `patron-upload ${file.name} ${file.size} ${file.lastModified}`
  const begun = await findUpload(file, place, place.storage.getItem(key))
  const started = begun === undefined ? await startUpload(file, place) : succeed(begun)
  if (!started.ok) return started
  const { id, upload } = started.value
  place.storage.setItem(key, id)

  const received = new Set(upload.receivedParts)
  const { partBytes } = upload
  let sentByteCount = 0
  for (let from = 0, partNumber = 1; from < file.size; from += partBytes, partNumber += 1) {
    const part = file.slice(from, from + partBytes)
    if (!received.has(partNumber)) {
      const sent = await call(place, `${address(id)}&part=${partNumber}`, { method: 'PUT', body: part })
      if (!sent.ok) return sent
    }
    sentByteCount += part.size
    onProgress(sentByteCount)
  }
  const completed = await call(place, address(id), { method: 'POST' })
  if (!completed.ok) return completed
  place.storage.removeItem(key)
  return succeed(id)
}

function address(importId: string): string {
  return `${uploadsPath}?import=${encodeURIComponent(importId)}`
}

/** The upload that an earlier visit began with this file, if it can go on. */
async function findUpload(
  file: UploadedFile,
  place: UploadPlace,
  importId: string | null,
): Promise<Uploading | undefined> {
  if (importId === null) return undefined
  const found = await call(place, address(importId), { method: 'GET' })
  const view = found.ok ? (found.value as Partial<Uploading> & { byteCount?: number }) : undefined
  return view?.upload != null && view.byteCount === file.size ? (view as Uploading) : undefined
}

async function startUpload(file: UploadedFile, place: UploadPlace): Promise<Result<Uploading>> {
  const body = JSON.stringify({ fileName: file.name, byteCount: file.size })
  const headers = { 'Content-Type': 'application/json' }
  const started = await call(place, uploadsPath, { method: 'POST', headers, body })
  return started.ok ? succeed(started.value as Uploading) : started
}

/** One call, made again while the network or the server fails it for now. */
async function call(place: UploadPlace, path: string, init: RequestInit): Promise<Result<unknown>> {
  let failure = failed('The connection was lost.', true)
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (tries > 0) await place.pause(firstPauseMs * 2 ** (tries - 1))
    const answer = await answerOf(place, path, init)
    if (answer.ok || !answer.failure.retryable) return answer
    failure = answer.failure
  }
  return fail(failure)
}

async function answerOf(place: UploadPlace, path: string, init: RequestInit): Promise<Result<unknown>> {
  try {
    const response = await place.fetch(path, init)
    const body = (await response.json()) as { error?: string }
    if (response.ok) return succeed(body)
    const isPassing = response.status === 429 || response.status >= 500
    return fail(failed(body.error ?? 'The upload was refused.', isPassing))
  } catch {
    return fail(failed('The connection was lost.', true))
  }
}

function failed(message: string, retryable: boolean): Failure {
  return { kind: 'upload-failed', message, retryable }
}
