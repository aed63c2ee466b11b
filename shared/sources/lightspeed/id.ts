import * as z from 'zod'

/** An id of Lightspeed's is a UUID; one that is much longer would not fit an event's id. */
export const lightspeedIdSchema = z.string().min(1).max(100)
