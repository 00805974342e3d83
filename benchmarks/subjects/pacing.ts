import { setTimeout as sleep } from 'node:timers/promises'
import { bodies, stampedBody } from './bodies.js'
import type { Sender } from './sender.js'

/** Sends out while filling a topic. */
const FILLERS = 2_000

/** Puts messages into the topic as fast as they go. */
export async function fill(sender: Sender, messages: number, bodyBytes: number): Promise<void> {
  const [body] = bodies(bodyBytes, 'random') as [Buffer]
  let left = messages
  const filler = async () => {
    while (left-- > 0) await sender.send(body)
  }
  await Promise.all(Array.from({ length: Math.min(FILLERS, messages) }, filler))
}

/** Sends so many stamped messages a second, whether the last are confirmed or not. Answers how many. */
export async function pace(
  sender: Sender,
  perSecond: number,
  seconds: number,
  bodyBytes: number,
): Promise<number> {
  const startedAt = performance.now()
  const total = perSecond * seconds
  const out: Promise<unknown>[] = []
  while (out.length < total) {
    const due = Math.min(total, ((performance.now() - startedAt) / 1000) * perSecond)
    while (out.length < due) out.push(sender.send(stampedBody(bodyBytes)))
    await sleep(1)
  }
  await Promise.all(out)
  return out.length
}
