import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Whether an object is still held by somebody after a full collection. */
export async function isHeld(object: WeakRef<object>): Promise<boolean> {
  // What a weak reference was asked for lives on until the end of the turn.
  await new Promise(resolve => setImmediate(resolve))
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return object.deref() !== undefined
}
