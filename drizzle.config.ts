import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './shared/database/tables/*.ts',
  out: './migrations',
})
