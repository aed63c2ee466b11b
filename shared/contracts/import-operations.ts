import * as z from 'zod'
import {
  type ImportKind,
  type ImportList,
  type ImportMapping,
  type ImportUndoPreview,
  type ImportView,
  importListSchema,
  importMappingSchema,
  importUndoPreviewSchema,
  importViewSchema,
  type NewUpload,
  type SavedMappingList,
  savedMappingListSchema,
} from './imports.ts'
import { type Answer, jsonPost, type Send } from './send.ts'

/** What the client can do with imported files. */
export interface ImportOperations {
  /**
   * Sends a file as it comes, never whole in memory: `multipart/form-data` with a field `file`, or `text/csv` with
   * its name beside it. The import waits for its mapping to be confirmed.
   */
  createImport(file: { body: ReadableStream; contentType: string; fileName?: string }): Answer<ImportView>
  /** Begins a file that comes in parts of `upload.partBytes`. */
  createUpload(file: NewUpload): Answer<ImportView>
  uploadImportPart(importId: string, partNumber: number, body: ReadableStream): Answer<ImportView>
  /** Says that all parts are there. The import waits for its mapping to be confirmed. */
  completeImportUpload(importId: string): Answer<ImportView>
  listImports(): Answer<ImportList>
  getImport(importId: string): Answer<ImportView>
  /** How the file would be read if it held things of this kind. */
  guessImportMapping(importId: string, kind: ImportKind): Answer<ImportMapping>
  startImport(importId: string, mapping: ImportMapping): Answer<ImportView>
  /** Only while nothing has been loaded. */
  cancelImport(importId: string): Answer<ImportView>
  previewImportUndo(importId: string): Answer<ImportUndoPreview>
  /** Begins to take a loaded import back; its state tells when that is done. */
  undoImport(importId: string): Answer<ImportView>
  listSavedMappings(): Answer<SavedMappingList>
  deleteSavedMapping(mappingId: string): Answer<undefined>
}

/** The calls of {@link ImportOperations}, made with `send`. */
export function importOperations(send: Send): ImportOperations {
  const at = (importId: string) => `/v1/imports/${encodeURIComponent(importId)}`
  return {
    createImport: ({ body, contentType, fileName }) =>
      send(importViewSchema, '/v1/imports', streamed('POST', body, contentType), {
        fileName,
        start: 'false',
      }),
    createUpload: (file) => send(importViewSchema, '/v1/imports', jsonPost(file)),
    uploadImportPart: (importId, partNumber, body) =>
      send(
        importViewSchema,
        `${at(importId)}/parts/${partNumber}`,
        streamed('PUT', body, 'application/octet-stream'),
      ),
    completeImportUpload: (importId) =>
      send(importViewSchema, `${at(importId)}/complete`, { method: 'POST' }, { start: 'false' }),
    listImports: () => send(importListSchema, '/v1/imports'),
    getImport: (importId) => send(importViewSchema, at(importId)),
    guessImportMapping: (importId, kind) =>
      send(importMappingSchema, `${at(importId)}/mapping`, {}, { kind }),
    cancelImport: (importId) => send(importViewSchema, `${at(importId)}/cancel`, { method: 'POST' }),
    previewImportUndo: (importId) => send(importUndoPreviewSchema, `${at(importId)}/undo`),
    undoImport: (importId) => send(importViewSchema, `${at(importId)}/undo`, { method: 'POST' }),
    startImport: (importId, mapping) => send(importViewSchema, `${at(importId)}/start`, jsonPost(mapping)),
    listSavedMappings: () => send(savedMappingListSchema, '/v1/import-mappings'),
    deleteSavedMapping: (mappingId) =>
      send(z.undefined(), `/v1/import-mappings/${encodeURIComponent(mappingId)}`, { method: 'DELETE' }),
  }
}

function streamed(method: string, body: ReadableStream, contentType: string): RequestInit {
  // `duplex` is what Node asks for before it sends a stream; Workers do so anyway.
  const init = { method, body, headers: { 'Content-Type': contentType }, duplex: 'half' }
  return init
}
