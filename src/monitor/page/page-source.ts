import type { Sample } from '../sample.js'
import type { MonitorSnapshot } from '../snapshot.js'

/** What a page shows: a monitor, as far as a page needs one. */
export interface PageSource {
  snapshot(): MonitorSnapshot
  history(): Sample[]
  onSample(listener: (snapshot: MonitorSnapshot, sample: Sample) => void): () => void
}
