import { join } from 'node:path'
import { defineConfig } from 'vite'

/** Builds the script for shops' pages, one file without imports, beside the other files the API serves. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2019',
    outDir: join(import.meta.dirname, '../../dist/docs'),
    emptyOutDir: false,
    lib: {
      entry: join(import.meta.dirname, 'patron.ts'),
      name: 'patronScript',
      formats: ['iife'],
      fileName: () => 'patron.js',
    },
  },
})
