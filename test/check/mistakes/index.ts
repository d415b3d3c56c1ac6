import { answers } from './answers.ts'
import { endings } from './endings.ts'
import { files } from './files.ts'
import { forms } from './forms.ts'
import type { Mistake } from './mistake.ts'
import { names } from './names.ts'
import { registry } from './registry.ts'
import { replies } from './replies.ts'
import { texts } from './texts.ts'
import { window } from './window.ts'

export type { Mistake }

/** At least one of each kind, and others of the same kind. */
export const mistakes: Mistake[] = [
  ...files,
  ...registry,
  ...names,
  ...forms,
  ...endings,
  ...answers,
  ...replies,
  ...texts,
  ...window,
]
