import { setTimeout as sleep } from 'node:timers/promises'
import { RocketMQError } from '../../src/errors.js'

/** Does what may fail for a reason that passes, until it works; as an application would. */
export async function persistently<T>(action: () => Promise<T>, attempts = 20): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof RocketMQError) || !error.retryable || attempt >= attempts) throw error
      await sleep(50)
    }
  }
}

/** For how long a client is started again and again: on a busy machine a handshake may take longer than it may. */
const START_MS = 90_000

/** Starts a client as an application does that will not give up, whatever the server said. */
export async function startAtLast(client: { start(): Promise<void> }): Promise<void> {
  for (const end = Date.now() + START_MS; ; ) {
    try {
      return await client.start()
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(50)
    }
  }
}
