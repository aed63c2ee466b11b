import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { exportForecastsQuerySchema } from '#shared/contracts/forecasts.ts'
import {
  type ForecastLine,
  forecastCells,
  forecastColumnNames,
  forecastColumns,
} from '#shared/demand/export/forecast-line.ts'
import { parquetFile } from '#shared/demand/export/parquet-file.ts'
import { csvLine } from '#shared/kernel/csv-line.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { parseQuery } from '../../parse-query.ts'
import { problems } from '../../problems.ts'
import { pagesOfForecastLines } from './pages-of-forecast-lines.ts'

const { middleware, ...access } = guarded('forecasts:read')
const path = '/v1/forecasts/export'

const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const

/** All forecasts of a level as a file. Streamed, a page at a time. */
export function registerExportForecasts(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'exportForecasts',
    method: 'get',
    path,
    tags: ['Forecasts'],
    summary: 'All forecasts of a level as CSV or Parquet: a line for each week or day ahead',
    ...access,
    request: { query: exportForecastsQuerySchema },
    responses: {
      200: {
        description: 'A file with one heading line, or a Parquet file with the same columns',
        content: {
          'text/csv': { schema: z.string() },
          [fileTypes.parquet]: { schema: z.string().meta({ format: 'binary' }) },
        },
      },
      ...problems('unauthenticated', 'forbidden', 'invalid-content'),
    },
  })
  api.get(path, ...middleware, async (context) => {
    const asked = parseQuery(exportForecastsQuerySchema, context.req.query())
    const { tenantId, currency } = context.get('access').tenant
    const pages = pagesOfForecastLines(drizzle(context.env.DB), { tenantId, currency, ...asked })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const chunks = asked.format === 'csv' ? csvChunks(pages) : parquetChunks(pages)
    context.executionCtx.waitUntil(writeChunks(writable, chunks))
    return new Response(readable, {
      headers: {
        'content-type': fileTypes[asked.format],
        'content-disposition': `attachment; filename="forecasts-${asked.level}.${asked.format}"`,
      },
    })
  })
}

type Pages = AsyncIterable<readonly ForecastLine[]>

async function* csvChunks(pages: Pages): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(csvLine(forecastColumnNames))
  for await (const lines of pages)
    yield encoder.encode(lines.map((line) => csvLine(forecastCells(line))).join(''))
}

async function* parquetChunks(pages: Pages): AsyncGenerator<Uint8Array> {
  const file = parquetFile(forecastColumns)
  yield file.begin()
  for await (const lines of pages) yield file.lines(lines)
  yield file.end()
}

/** A caller who goes away ends it early; that is no error. */
async function writeChunks(
  writable: WritableStream<Uint8Array>,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter()
  try {
    for await (const chunk of chunks) await writer.write(chunk)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}
