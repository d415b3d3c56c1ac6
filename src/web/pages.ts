import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type Koa from 'koa'

/**
 * Serves the phone at `/`, its files under `/phone/` and the libraries it uses under `/vendor/`; anything else goes on
 * to the next middleware. Files are read anew for each request, so that an edit shows when the page is loaded again.
 */
export function pages(): Koa.Middleware {
  return async (ctx, next) => {
    const file = ctx.method === 'GET' || ctx.method === 'HEAD' ? locate(ctx.path) : undefined
    const bytes = file && (await read(file))
    if (!file || !bytes) return next()
    ctx.set(headers)
    ctx.type = mediaTypes[extension(file)]!
    ctx.etag = createHash('sha1').update(bytes).digest('base64url')
    ctx.status = 200
    if (ctx.fresh) ctx.status = 304
    else ctx.body = bytes
  }
}

const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
}

/** Pages by path, and the only files of other packages that are served. */
const documents: Record<string, URL> = {
  '/': new URL('./phone/index.html', import.meta.url),
  '/vendor/preact.js': new URL(import.meta.resolve('preact')),
  '/vendor/htm.js': new URL(import.meta.resolve('htm')),
}

const mediaTypes: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  svg: 'image/svg+xml',
}

/** A file of a page has a plain name: no folder, nothing hidden, no other kind. */
const pageFile = /^\/(phone)\/([a-z-]+\.(?:js|css|svg))$/

function locate(path: string): URL | undefined {
  if (Object.hasOwn(documents, path)) return documents[path]
  const [, folder, name] = pageFile.exec(path) ?? []
  return folder && name ? new URL(`./${folder}/${name}`, import.meta.url) : undefined
}

async function read(file: URL): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function extension(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('.') + 1)
}
