import { randomUUID } from 'node:crypto'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { RawClient } from './raw-client.js'

/** Puts messages into a NORMAL topic without the SDK; their bodies are `body 0` and so on. Returns their ids. */
export async function fillTopic(proxy: EmbeddedProxy, topic: string, count: number): Promise<string[]> {
  const client = new RawClient(proxy.endpoints)
  const ids = Array.from({ length: count }, () => randomUUID())
  const messages = ids.map((messageId, i) => ({
    topic: { name: topic },
    body: Buffer.from(`body ${i}`),
    systemProperties: {
      messageId,
      messageType: 1,
      bornTimestamp: { seconds: Math.floor(Date.now() / 1000) },
    },
  }))
  await client.send(...messages)
  client.close()
  proxy.clearRequests()
  return ids
}
