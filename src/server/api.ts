import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Upload } from '../line.ts'
import type { MediaFolder } from '../store/mediaFolder.ts'
import type { Store } from '../store/store.ts'
import { absences } from './absences.ts'
import { appointing } from './appointing.ts'
import { appointments } from './appointments.ts'
import { conversations } from './conversations.ts'
import { costs } from './costs.ts'
import { Customers } from './customers.ts'
import { deadLetters } from './deadLetters.ts'
import { free } from './free.ts'
import { media } from './media.ts'
import { messages } from './messages.ts'
import { openapi } from './openapi.ts'
import { quoting } from './quoting.ts'
import { ratings } from './ratings.ts'
import { rights } from './rights.ts'
import { Routes } from './routes.ts'
import { type AccountOf, templates } from './templates.ts'
import { uploading } from './uploading.ts'
import { workshops } from './workshops.ts'

export interface ApiOptions {
  engine: Engine
  store: Store<Conversation, Message>
  clock: Clock
  /** Where customers' files are. */
  files: MediaFolder
  account: AccountOf
  /** Gives a file to Meta for this workshop's number. */
  upload: (workshop: string) => Upload
}

/** `/api/v1`: what the workshops' own programs and pages see and do; of several, `?workshop=` says which. */
export function api({ engine, store, clock, files, account, upload }: ApiOptions): Routes {
  const routes = new Routes(engine)
  const customers = new Customers(store)
  workshops(routes, engine)
  appointments(routes, { store, clock, customers })
  appointing(routes, { store, customers })
  absences(routes, store)
  free(routes, { store, clock })
  conversations(routes, { store, customers })
  messages(routes, { store, customers })
  rights(routes, { store, customers })
  media(routes, { store, files })
  uploading(routes, upload)
  templates(routes, account)
  costs(routes, store)
  ratings(routes, store)
  quoting(routes, store)
  deadLetters(routes, { engine, store })
  openapi(routes)
  return routes
}
