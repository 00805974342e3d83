import type { CallContext } from './call-context.js'
import type { ClientRegistry } from './client-registry.js'
import type { Cluster } from './cluster.js'
import { retryPolicy } from './group-config.js'
import { v2 } from './protocol.js'
import { ok, refusal } from './refusal.js'
import { validateGroupName, validateTopicName } from './topic-config.js'
import { fromMs } from './wire-time.js'

const { ClientType } = v2

const LANGUAGES = new Set('JAVA CPP DOTNET PYTHON DELPHI ERLANG RUBY OTHER HTTP GO PHP OMS RUST'.split(' '))

/** Agrees with clients upon their settings, and notes who is there. */
export class TelemetryService {
  readonly #cluster: Cluster
  readonly #clients: ClientRegistry

  constructor(cluster: Cluster, clients: ClientRegistry) {
    this.#cluster = cluster
    this.#clients = clients
  }

  /** Answers one command of a client; `undefined` if it wants no answer. A refusal ends the stream. */
  answer(command: v2.ITelemetryCommand, context: CallContext): v2.ITelemetryCommand | undefined {
    const { settings } = command
    if (settings == null) return undefined
    this.#checkLanguage(context)
    if (settings.publishing != null) return this.#register(context, this.#producer(settings))
    if (settings.subscription != null)
      return this.#register(context, this.#consumer(settings, settings.subscription))
    throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'there is no publishing or subscription data in settings')
  }

  /** Keeps a client alive. */
  heartbeat(request: v2.IHeartbeatRequest, context: CallContext): v2.IHeartbeatResponse {
    const client = this.#clients.get(context.clientId)
    if (client === undefined) {
      throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'cannot find client settings for this client')
    }
    this.#checkLanguage(context)
    if (isConsumer(client.settings.clientType)) this.#cluster.group(validateGroupName(request.group?.name))
    this.#clients.touch(client)
    return { status: ok }
  }

  /** Lets a client go. */
  terminate(
    request: v2.INotifyClientTerminationRequest,
    context: CallContext,
  ): v2.INotifyClientTerminationResponse {
    const client = this.#clients.get(context.clientId)
    if (client === undefined) {
      throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'cannot find client settings for this client')
    }
    // Gone even if what follows is refused.
    this.#clients.remove(context.clientId)
    if (isConsumer(client.settings.clientType)) validateGroupName(request.group?.name)
    return { status: ok }
  }

  #register(context: CallContext, settings: v2.ISettings): v2.ITelemetryCommand {
    this.#clients.register(context.clientId, settings, context.call)
    return { status: ok, settings }
  }

  #producer(settings: v2.ISettings): v2.ISettings {
    for (const { name } of settings.publishing?.topics ?? []) validateTopicName(name)
    const { maxBodyBytes, validateMessageType } = this.#cluster.settings
    const exponentialBackoff = { initial: fromMs(10), max: fromMs(1000), multiplier: 2 }
    return {
      ...settings,
      backoffPolicy: { maxAttempts: 3, exponentialBackoff },
      publishing: { ...settings.publishing, maxBodySize: maxBodyBytes, validateMessageType },
      metric: { on: false },
    }
  }

  #consumer(settings: v2.ISettings, subscription: v2.ISubscription): v2.ISettings {
    if (!isConsumer(settings.clientType)) throw refusal('INTERNAL_SERVER_ERROR', 'unsupported client type')
    const group = this.#cluster.group(validateGroupName(subscription.group?.name))
    for (const { topic } of subscription.subscriptions ?? []) validateTopicName(topic?.name)
    const isLite = settings.clientType === ClientType.LITE_PUSH_CONSUMER
    if (isLite !== (group.liteTopic !== undefined)) {
      throw refusal(
        'ILLEGAL_CONSUMER_GROUP',
        `the group ${group.name} is ${isLite ? 'not ' : ''}a lite group`,
      )
    }
    return {
      ...settings,
      backoffPolicy: retryPolicy(group),
      subscription: {
        ...subscription,
        fifo: group.fifo,
        receiveBatchSize: 32,
        longPollingTimeout: fromMs(this.#cluster.settings.maxPollingMs),
        liteSubscriptionQuota: group.liteQuota,
        maxLiteTopicSize: this.#cluster.settings.maxLiteTopicBytes,
      },
      metric: { on: false },
    }
  }

  #checkLanguage({ language }: CallContext): void {
    if (language !== undefined && LANGUAGES.has(language)) return
    if (language === 'NODE_JS' && this.#cluster.traits.knowsRecall) return
    throw refusal('INTERNAL_SERVER_ERROR', `No enum constant LanguageCode.${language ?? 'null'}`)
  }
}

/** Whether clients of this type consume, as far as the server knows them. */
function isConsumer(type: v2.ClientType | null | undefined): boolean {
  return (
    type === ClientType.PUSH_CONSUMER ||
    type === ClientType.SIMPLE_CONSUMER ||
    type === ClientType.LITE_PUSH_CONSUMER
  )
}
