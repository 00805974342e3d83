import type { HandlerContext, MessageListener } from '../consumer/push-consumer-options.js'
import { RocketMQError, show } from '../errors.js'
import type { Message } from '../message/message.js'
import type { MessageView } from '../message/message-view.js'
import { OptionCheck } from '../options/option-check.js'
import type { Producer } from '../producer/producer.js'
import { type Reply, type RequestTicket, refusalTo, replyTo, ticketOf } from './request-properties.js'

/** Tells the requester that its request cannot be served: its promise rejects with `REQUEST_REFUSED` and this reason. */
export interface Refusal {
  /** Why, in words for the requester. */
  refused: string
}

/** Serves one request. */
export type RequestHandler = (
  request: MessageView,
  context: HandlerContext,
) => Reply | Refusal | Promise<Reply | Refusal>

/** Options of {@link replyWith}. */
export interface ReplyOptions {
  /**
   * Topics that replies may go to. A request names the topic of its reply, and the reply is sent with the rights of
   * `producer`: where not everybody who may send requests is trusted with these, list the topics. Default: any.
   */
  replyTopics?: readonly string[] | undefined
}

/**
 * A `listener` that answers requests of a {@link Requester}. The request is acknowledged when its reply is stored.
 *
 * - What `handle` throws is a failed attempt, as in every listener: the request is delivered again. To tell the
 *   requester that there is no use in waiting, return `{ refused: 'the reason' }`.
 * - A request may come twice, as every message may, and is served twice then.
 * - A request that nobody waits for any more, by the clock of this machine, is acknowledged and not handled.
 * - A message that asks for no reply is handled, and what `handle` returns is dropped.
 *
 * @param producer sends the replies
 * @throws RocketMQError CONFIGURATION naming everything that is wrong
 */
export function replyWith(
  producer: Pick<Producer, 'send'>,
  handle: RequestHandler,
  options: ReplyOptions = {},
): MessageListener {
  const replyTopics = parseReplyTopics(producer, handle, options)
  return async (request, context) => {
    const ticket = ticketOf(request)
    if (ticket !== undefined && ticket.expiresAt < Date.now()) return
    if (ticket !== undefined && replyTopics?.includes(ticket.address.topic) === false) {
      throw new RocketMQError(
        'HANDLER',
        `the request wants its reply in topic '${ticket.address.topic}', and replyTopics does not have it`,
      )
    }
    const outcome = await handle(request, context)
    if (ticket === undefined) return
    await producer.send(answerTo(ticket, outcome))
  }
}

function parseReplyTopics(
  producer: Pick<Producer, 'send'>,
  handle: RequestHandler,
  given: ReplyOptions,
): readonly string[] | undefined {
  const check = new OptionCheck('replyWith')
  check.callable('producer.send', producer?.send, true)
  check.callable('handle', handle, true)
  const { replyTopics } = check.options('', given, ['replyTopics'])
  if (replyTopics !== undefined && !Array.isArray(replyTopics))
    check.complain(`replyTopics must be an array of topics, not ${show(replyTopics)}`)
  check.done()
  return replyTopics?.slice()
}

/** @throws RocketMQError HANDLER for what is neither a reply nor a refusal */
function answerTo(ticket: RequestTicket, outcome: Reply | Refusal): Message {
  if (typeof outcome !== 'object' || outcome === null) {
    throw new RocketMQError(
      'HANDLER',
      `the handler of a request returned ${show(outcome)}: it must return a reply, { body: 'the answer' }, or { refused: 'the reason' }`,
    )
  }
  return 'refused' in outcome ? refusalTo(ticket, outcome.refused) : replyTo(ticket, outcome)
}
