import type { MonitorSnapshot } from '../snapshot.js'
import type { Labels } from './metric-family.js'

interface KnownClient {
  clientId: string
  kind: string
  consumerGroup: string | undefined
  state: string
}

/**
 * Gives clients labels that stay the same over restarts and do not pile up: the kind, the consumer group, and the
 * lowest number that no other living client of that kind and group has. Client ids are new at every start, and
 * would make new series each time; they are told by one metric alone, `rocketmq_jet_client_info`.
 */
export class ClientSlots {
  readonly #slots = new Map<string, { group: string; number: number; labels: Labels }>()

  /** Learns which clients there are; numbers of those that are gone are free again. */
  update(snapshot: MonitorSnapshot): void {
    const clients = clientsOf(snapshot)
    const living = new Set(clients.map(({ clientId }) => clientId))
    for (const clientId of this.#slots.keys()) if (!living.has(clientId)) this.#slots.delete(clientId)
    for (const client of clients) if (!this.#slots.has(client.clientId)) this.#assign(client)
  }

  /** The labels of a client; none for what belongs to no client. */
  labels(clientId: string | undefined): Labels {
    return this.#slots.get(clientId ?? '')?.labels ?? {}
  }

  #assign({ clientId, kind, consumerGroup }: KnownClient): void {
    const group = `${kind} ${consumerGroup ?? ''}`
    const taken = new Set<number>()
    for (const slot of this.#slots.values()) if (slot.group === group) taken.add(slot.number)
    let number = 0
    while (taken.has(number)) number += 1
    const labels = {
      client_kind: kind,
      ...(consumerGroup === undefined ? {} : { consumer_group: consumerGroup }),
      client: String(number),
    }
    this.#slots.set(clientId, { group, number, labels })
  }
}

/** Every client of a snapshot. */
export function clientsOf({ producers, consumers }: MonitorSnapshot): KnownClient[] {
  return [
    ...producers.map(({ clientId, state }) => ({
      clientId,
      kind: 'producer',
      consumerGroup: undefined,
      state,
    })),
    ...consumers.map(({ clientId, kind, consumerGroup, state }) => ({
      clientId,
      kind,
      consumerGroup,
      state,
    })),
  ]
}
