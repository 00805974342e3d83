import type { Lane } from './lane.js'

/** Lanes that wait to be served, first come, first served; a lane goes back to the end after each batch. */
export class LaneQueue<T, R> {
  #head: Lane<T, R> | undefined = undefined
  #tail: Lane<T, R> | undefined = undefined

  get isEmpty(): boolean {
    return this.#head === undefined
  }

  push(lane: Lane<T, R>): void {
    if (this.#tail === undefined) this.#head = lane
    else this.#tail.behind = lane
    this.#tail = lane
  }

  shift(): Lane<T, R> | undefined {
    const lane = this.#head
    if (lane === undefined) return undefined
    this.#head = lane.behind
    if (this.#head === undefined) this.#tail = undefined
    lane.behind = undefined
    return lane
  }
}
