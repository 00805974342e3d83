import { BaseRpcContext } from '@nestjs/microservices'
import type { HandlerContext, MessageView } from 'rocketmq-jet'

/** What a handler gets by `@Ctx()`. */
export class RocketMQContext extends BaseRpcContext<[MessageView, HandlerContext]> {
  /** The message, with its id, tag, keys and properties. */
  getMessage(): MessageView {
    return this.getArgByIndex(0)
  }

  getTopic(): string {
    return this.getMessage().topic
  }

  /** 1 for the first delivery. */
  getAttempt(): number {
    return (this.getArgByIndex(1) as HandlerContext).attempt
  }

  /** Fires when the server is closed and cannot wait any longer: the message will be delivered again. */
  getSignal(): AbortSignal {
    return (this.getArgByIndex(1) as HandlerContext).signal
  }
}
