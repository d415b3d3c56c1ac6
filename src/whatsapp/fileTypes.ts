import { MessageLimitError } from './errors.ts'
import { megabyte } from './fileErrors.ts'

/** The type of a file by the end of its name, as Meta lists them; what it does not list is bytes. */
export function typeOf(filename: string): string {
  const ending = filename.toLowerCase().match(/\.([a-z0-9]+)$/)?.[1] ?? ''
  return types.get(ending) ?? 'application/octet-stream'
}

/** The most that Meta takes of a file of this type, in bytes. */
export function largestUpload(type: string): number {
  if (type === 'image/webp') return megabyte / 2
  if (type.startsWith('image/')) return 5 * megabyte
  if (type.startsWith('video/') || type.startsWith('audio/')) return 16 * megabyte
  return 100 * megabyte
}

/** @throws MessageLimitError for a file that Meta would not take */
export function checkFile(bytes: Uint8Array, type: string): void {
  const limit = largestUpload(type)
  if (bytes.length === 0) throw new MessageLimitError('file', 'at least 1 byte', 0)
  if (bytes.length > limit)
    throw new MessageLimitError('file', `at most ${limit / megabyte} MB of ${type}`, bytes.length)
}

const office = 'application/vnd.openxmlformats-officedocument'

const types = new Map([
  ['txt', 'text/plain'],
  ['pdf', 'application/pdf'],
  ['doc', 'application/msword'],
  ['docx', `${office}.wordprocessingml.document`],
  ['xls', 'application/vnd.ms-excel'],
  ['xlsx', `${office}.spreadsheetml.sheet`],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['pptx', `${office}.presentationml.presentation`],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['mp4', 'video/mp4'],
  ['3gp', 'video/3gpp'],
  ['aac', 'audio/aac'],
  ['amr', 'audio/amr'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
])
