#!/usr/bin/env node
// Plain JavaScript, so that Node can begin; from here on TypeScript is run in place.
import { register } from 'tsx/esm/api'

register()
await import('../src/cli/chasqui.ts')
