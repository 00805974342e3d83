import type { Plan } from './plan.js'
import { launch, type Session } from './session.js'
import type { SendLoad } from './subjects/protocol.js'
import { CONSUME_FLOOR, FLOOR, GRPC_JS, JET, JET_PUSH, type Subject } from './subjects.js'

const BODY_BYTES = 1_024
const TIMEOUT_MS = 90_000

/** Messages a second to plan with. */
const PLANNED_RATE = 4_000

/** Milliseconds that warming up takes, about. */
export function warmServerMs({ warmServerMs: sendingMs, warmServerBacklog: backlog }: Plan): number {
  return 2 * (sendingMs + (backlog / PLANNED_RATE) * 1_000) + 4_000
}

/**
 * Sends and consumes for a while before anything is measured: a Java server runs several times slower until it has
 * compiled what it is asked for, and whoever came first would pay for it.
 */
export async function warmServer(session: Session): Promise<void> {
  session.tell('warming the server up')
  for (const sender of [GRPC_JS, FLOOR]) await warm(session, sender, sendFor)
  if (session.server.group === undefined) return
  for (const receiver of [CONSUME_FLOOR, JET_PUSH]) await warm(session, receiver, consumeAll)
}

/** Whatever goes wrong here shows again where it counts. */
async function warm(
  session: Session,
  subject: Subject,
  run: (session: Session, subject: Subject) => Promise<void>,
): Promise<void> {
  try {
    await run(session, subject)
  } catch (failure) {
    session.tell(`warming up with ${subject.label} failed: ${(failure as Error).message}`)
  }
}

async function sendFor(session: Session, subject: Subject): Promise<void> {
  const sender = launch(session, subject, { topic: await session.server.topic('warm') })
  const load: SendLoad = {
    callers: 64,
    bodyBytes: BODY_BYTES,
    content: 'random',
    warmMs: 0,
    measureMs: session.plan.warmServerMs,
  }
  try {
    await sender.ask({ do: 'send', ...load }, TIMEOUT_MS)
  } finally {
    await sender.close()
  }
}

async function consumeAll(session: Session, subject: Subject): Promise<void> {
  const { warmServerBacklog: messages } = session.plan
  const topic = await session.server.topic('warm')
  const consumerGroup = (await session.server.group?.('warm')) ?? ''
  const [loader, consumer] = [
    launch(session, JET, { topic }),
    launch(session, subject, { topic, consumerGroup }),
  ]
  try {
    await loader.ask({ do: 'fill', messages, bodyBytes: BODY_BYTES }, TIMEOUT_MS)
    await consumer.ask({ do: 'listen', keep: 'nothing', warmUp: 0 }, TIMEOUT_MS)
    await consumer.ask({ do: 'collect', messages, timeoutMs: TIMEOUT_MS }, TIMEOUT_MS)
  } finally {
    await Promise.all([loader.close(), consumer.close()])
  }
}
