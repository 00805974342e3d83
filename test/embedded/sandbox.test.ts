import { expect, it } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runScript } from '../support/client-process.js'

/** As systemd's RestrictAddressFamilies without AF_NETLINK does, and Android. */
const SCRIPT = `import os from 'node:os'
import { syncBuiltinESMExports } from 'node:module'
for (const name of ['networkInterfaces', 'hostname', 'type', 'release'])
  os[name] = () => { throw new Error('EPERM: ' + name) }
syncBuiltinESMExports()
const { Producer } = await import('./src/index.ts')
const producer = new Producer({ endpoints: process.argv[1] })
const { messageId } = await producer.send({ topic: 'orders', body: 'x' })
await producer.close()
console.log(messageId.length)`

it('a process that may ask nothing of its machine imports, starts and sends', {
  timeout: 240_000,
}, async () => {
  await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
  expect(await runScript(SCRIPT, [proxy.endpoints])).toEqual({ code: 0, stdout: '34\n', stderr: '' })
})
