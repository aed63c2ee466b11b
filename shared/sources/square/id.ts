import * as z from 'zod'

/** An id of Square's, which has 192 characters at the most; refunds join two. Longer ones would not fit an event's id. */
export const squareIdSchema = z.string().min(1).max(220)

/** An id that an event's id holds together with another one. */
export const shortSquareIdSchema = z.string().min(1).max(100)
