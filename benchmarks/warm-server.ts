import { CONSUME_FLOOR, FLOOR, GRPC_JS, JET, JET_PUSH, type Player } from './cast.js'
import type { Effort } from './effort.js'
import { launch, type Session } from './session.js'
import type { SendLoad } from './subjects/protocol.js'

const BODY_BYTES = 1_024
const TIMEOUT_MS = 90_000

/** Messages a second to plan with. */
const PLANNED_RATE = 4_000

/** Milliseconds that warming up takes, about. */
export function warmServerMs({ warmServerMs: sendingMs, warmServerBacklog: backlog }: Effort): number {
  return 2 * (sendingMs + (backlog / PLANNED_RATE) * 1_000) + 4_000
}

/**
 * Sends and consumes for a while before anything is measured: a Java server runs several times slower until it has
 * compiled what it is asked for, and whoever came first would pay for it.
 */
export async function warmServer(session: Session): Promise<void> {
  session.tell('warming the server up')
  for (const sender of [GRPC_JS, FLOOR]) await warm(session, sender, sendFor)
  if (session.site.group === undefined) return
  for (const receiver of [CONSUME_FLOOR, JET_PUSH]) await warm(session, receiver, consumeAll)
}

/** Whatever goes wrong here shows again where it counts. */
async function warm(
  session: Session,
  player: Player,
  run: (session: Session, player: Player) => Promise<void>,
): Promise<void> {
  try {
    await run(session, player)
  } catch (failure) {
    session.tell(`warming up with ${player.label} failed: ${(failure as Error).message}`)
  }
}

async function sendFor(session: Session, player: Player): Promise<void> {
  const sender = launch(session, player, { topic: await session.site.topic('warm') })
  const load: SendLoad = {
    callers: 64,
    bodyBytes: BODY_BYTES,
    content: 'random',
    warmMs: 0,
    measureMs: session.effort.warmServerMs,
  }
  try {
    await sender.ask({ do: 'send', ...load }, TIMEOUT_MS)
  } finally {
    await sender.close()
  }
}

async function consumeAll(session: Session, player: Player): Promise<void> {
  const { warmServerBacklog: messages } = session.effort
  const topic = await session.site.topic('warm')
  const consumerGroup = (await session.site.group?.('warm')) ?? ''
  const [loader, consumer] = [
    launch(session, JET, { topic }),
    launch(session, player, { topic, consumerGroup }),
  ]
  try {
    await loader.ask({ do: 'fill', messages, bodyBytes: BODY_BYTES }, TIMEOUT_MS)
    await consumer.ask({ do: 'listen', keep: 'nothing', warmUp: 0 }, TIMEOUT_MS)
    await consumer.ask({ do: 'collect', messages, timeoutMs: TIMEOUT_MS }, TIMEOUT_MS)
  } finally {
    await Promise.all([loader.close(), consumer.close()])
  }
}
