import { Session } from 'node:inspector/promises'

interface Node {
  selfSize: number
  children: Node[]
}

/** Bytes between two samples, on average. */
const INTERVAL = 65_536

/** Estimates how many bytes of objects are allocated, those included that are long collected. */
export class AllocationSampler {
  readonly #session = new Session()

  async start(): Promise<void> {
    this.#session.connect()
    const parameters = {
      samplingInterval: INTERVAL,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    }
    await this.#session.post('HeapProfiler.startSampling', parameters)
  }

  /** Ends it and answers the bytes. */
  async stop(): Promise<number> {
    const { profile } = await this.#session.post('HeapProfiler.stopSampling')
    this.#session.disconnect()
    return total(profile.head as Node)
  }
}

function total(node: Node): number {
  return node.children.reduce((sum, child) => sum + total(child), node.selfSize)
}
