import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type Koa from 'koa'

/** A page of a folder of its name, at the address of its name. */
export type PageName = 'phone' | 'desk'

/**
 * Serves pages, the first of them also at `/`, with their files and the libraries they use; anything else goes on to the
 * next middleware. Files are read anew for each request, so that an edit shows when the page is loaded again.
 */
export function pages(...names: [PageName, ...PageName[]]): Koa.Middleware {
  const addresses = new Map<string, PageName>(names.map((name) => [`/${name}`, name]))
  addresses.set('/', names[0])
  return serve((path) => {
    const name = addresses.get(path)
    return name ? page(name) : locate(path, [...names, 'shared'])
  })
}

/** Serves what anyone may load: the page where the token is entered, in place of a page that asks for one. */
export function entry(): Koa.Middleware {
  const files = serve((path) => locate(path, ['entry']))
  return async (ctx, next) => {
    await files(ctx, async () => {
      try {
        await next()
      } catch (error) {
        const isPage = pagePath.test(ctx.path) && ctx.accepts('json', 'html') === 'html'
        if (!isPage || (error as { status?: number }).status !== 401) throw error
        ctx.set(headers)
        ctx.type = 'text/html'
        ctx.status = 401
        ctx.body = await readFile(page('entry'))
      }
    })
  }
}

function serve(find: (path: string) => URL | undefined): Koa.Middleware {
  return async (ctx, next) => {
    const file = ctx.method === 'GET' || ctx.method === 'HEAD' ? find(ctx.path) : undefined
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

/** The only files of other packages that are served. */
const vendor: Record<string, URL> = {
  '/vendor/preact.js': beside('preact', 'preact.mjs'),
  '/vendor/htm.js': beside('htm', 'htm.mjs'),
}

/** A file beside a package's main one. (`import.meta.resolve` is missing where a test runner loads this by `require`.) */
function beside(name: string, file: string): URL {
  const main = createRequire(import.meta.url).resolve(name)
  return new URL(file, pathToFileURL(main))
}

const mediaTypes: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  svg: 'image/svg+xml',
}

/** A file of a page has a plain name: no folder, nothing hidden, no other kind. */
const pageFile = /^\/([a-z]+)\/([a-z-]+\.(?:js|css|svg))$/

const pagePath = /^\/(phone|desk)?$/

function page(name: string): URL {
  return new URL(`./${name}/index.html`, import.meta.url)
}

function locate(path: string, folders: string[]): URL | undefined {
  if (Object.hasOwn(vendor, path)) return vendor[path]
  const [, folder = '', name] = pageFile.exec(path) ?? []
  return folders.includes(folder) && name ? new URL(`./${folder}/${name}`, import.meta.url) : undefined
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
