/**
 * Module hooks: what a module that bears a generation imports from beside it (`./`) bears the same, so that a folder of
 * flows can be loaded anew, whole, while what it has from elsewhere (the kit, XState) stays the one instance.
 *
 * @type {import('node:module').ResolveHook}
 */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  const generation =
    specifier.startsWith('.') &&
    context.parentURL &&
    new URL(context.parentURL).searchParams.get('generation')
  if (!generation) return found
  const url = new URL(found.url)
  url.searchParams.set('generation', generation)
  return { ...found, url: url.href }
}
