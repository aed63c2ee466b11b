import { drizzle } from 'drizzle-orm/d1'
import { newUploadSchema } from '#shared/contracts/imports.ts'
import { insertImport } from '#shared/database/customer-imports.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { type ImportName, uploadKey } from '#shared/imports/import-keys.ts'
import { newUpload } from '#shared/imports/new-upload.ts'
import { issueInWords } from '#shared/kernel/issue-words.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'
import { readBody } from '../../read-body.ts'

const maxBodyBytes = 4 * 1024

/** Begins the upload of a file in parts, whose name and size the request tells. Throws a 422 problem for anything else. */
export async function createUpload(
  env: Env,
  name: ImportName,
  request: Request,
  nowMs: number,
): Promise<CustomerImportRow> {
  const text = new TextDecoder().decode(await readBody(request, maxBodyBytes))
  const parsed = newUploadSchema.safeParse(jsonOf(text))
  if (!parsed.success) {
    throw new ProblemError('invalid-content', undefined, {
      errors: parsed.error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        detail: issueInWords(issue),
      })),
    })
  }
  const { uploadId } = await env.UPLOADS.createMultipartUpload(uploadKey(name))
  const row = newUpload({ ...name, ...parsed.data, uploadId, createdAtMs: nowMs })
  await insertImport(drizzle(env.DB), row)
  return row
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
