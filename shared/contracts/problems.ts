import * as z from 'zod'

/** The closed list of things the API can answer other than success: code, status, title (RFC 9457). */
export const problemTypes = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'Who are you?' },
  'second-factor-needed': { status: 401, title: 'A code is needed as well' },
  'invalid-signature': { status: 401, title: 'The signature does not fit' },
  forbidden: { status: 403, title: 'You may not do this' },
  'second-factor-missing': { status: 403, title: 'Set up a second factor first' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'tenant-choice-needed': { status: 409, title: 'Which shop?' },
  conflict: { status: 409, title: 'That does not fit the present state' },
  'content-too-large': { status: 413, title: 'That is too large' },
  'unsupported-media-type': { status: 415, title: 'That format is not taken here' },
  'invalid-content': { status: 422, title: 'Some fields are wrong' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available for the moment' },
} as const satisfies Record<string, { status: number; title: string }>
export type ProblemCode = keyof typeof problemTypes

/** Every answer that is not a success has this body, as application/problem+json. */
export const problemSchema = z
  .object({
    type: z.string().meta({ example: '/docs/problems#invalid-content' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemTypes) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    requestId: z.string().meta({ description: 'Quote this when you ask for help; the log has the same id.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'JSON pointer to the field', example: '/batch/3' }),
          detail: z.string(),
          status: z.int().optional(),
          code: z.string().optional(),
          messageId: z.string().optional(),
        }),
      )
      .optional(),
    accepted: z
      .array(z.string())
      .optional()
      .meta({ description: 'Ids of the events of the batch that were kept all the same.' }),
    tenants: z
      .array(z.object({ tenantId: z.string(), name: z.string() }))
      .optional()
      .meta({ description: 'Shops the password fits: sign in again with the `tenantId` of one.' }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>
