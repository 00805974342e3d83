import process from 'node:process'
import { hostName } from '../wire/settings.js'

let index = 0

/**
 * A client id in the form all RocketMQ clients use: `host@pid@index@time`. The server knows a client by it
 * alone, so two with one id would overwrite each other; `hrtime` tells worker threads of one process apart.
 */
export function createClientId(): string {
  // Header values take printable ASCII only, which a host's name need not be.
  const host = hostName().replaceAll(/[^\x21-\x7e]/g, '_')
  const nanos = process.hrtime.bigint() + BigInt(Math.floor(Math.random() * 1_000_000))
  index += 1
  return `${host}@${process.pid}@${index - 1}@${nanos.toString(36)}`
}
