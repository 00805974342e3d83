import { bodies } from './bodies.js'
import type { MemorySample } from './protocol.js'
import type { Sender } from './sender.js'

/** Looks at the memory on the way. */
const SAMPLES = 40

/** Sends many messages and samples the memory; the heap is collected before each look where `--expose-gc` is set. */
export async function soak(
  sender: Sender,
  { messages, callers, bodyBytes }: { messages: number; callers: number; bodyBytes: number },
): Promise<MemorySample[]> {
  const [body] = bodies(bodyBytes, 'random') as [Buffer]
  const every = Math.max(1, Math.floor(messages / SAMPLES))
  const samples: MemorySample[] = []
  let left = messages
  let sent = 0
  const caller = async () => {
    while (left-- > 0) {
      await sender.send(body)
      if (++sent % every === 0) samples.push(look(sent))
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return samples
}

function look(messages: number): MemorySample {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { messages, rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 }
}
