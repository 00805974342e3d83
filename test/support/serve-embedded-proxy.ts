// Run as a process of its own by proxy-process.ts: serves until it is killed, and says where.
import { EmbeddedProxy } from '../../src/testing/index.js'

const { topics, groups, delayMs } = JSON.parse(process.argv[2] ?? '{}')
const proxy = await EmbeddedProxy.start({ topics, groups })
for (const rpc of ['SendMessage', 'QueryRoute', 'AckMessage'] as const) proxy.faults.always(rpc, { delayMs })
console.log(proxy.endpoints)
