import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

async function collect(): Promise<void> {
  // What a weak reference was asked for lives on until the end of the turn.
  await new Promise(resolve => setImmediate(resolve))
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
}

/** Whether an object is still held by somebody after a full collection. */
export async function isHeld(object: WeakRef<object>): Promise<boolean> {
  await collect()
  return object.deref() !== undefined
}

/** The bytes that are in use after a full collection, in the heap and in buffers outside of it. */
export async function heapAfterCollection(): Promise<number> {
  await collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
