import type { Batch } from './batch.js'
import type { BatchCounters } from './batch-counters.js'
import { BatchRunner, type RunnerListener } from './batch-runner.js'
import type { BatchSettings } from './batch-settings.js'
import type { BatchSettlement } from './batch-settlement.js'
import { DeparturePolicy } from './departure-policy.js'
import type { Entry } from './entry.js'
import { Lane, Stage } from './lane.js'
import { LaneQueue } from './lane-queue.js'
import { Turn } from './turn.js'

/** Timers may fire a fraction of a millisecond early by the finer clock. */
const TIMER_SLACK_MS = 1
/**
 * Decides when the items of each key leave, and in which order the keys are served.
 *
 * Adaptive: the first item of an idle key leaves at the end of its turn. While runs of the key are out and a
 * slot is free, items leave when the event loop has delivered what had arrived: two replies read from one socket
 * bring the callers of both together, instead of a batch for each. Keys without items or runs are forgotten.
 */
export class LaneScheduler<T, R> implements RunnerListener<T, R> {
  /** Runs what this sends out. */
  readonly runner: BatchRunner<T, R>
  readonly #settings: BatchSettings<T, R>
  readonly #policy: DeparturePolicy<T, R>
  readonly #onDeparture: (batch: Batch<T, R>, now: number) => void
  readonly #turn = new Turn(() => this.#onTurnEnd())
  readonly #ready = new LaneQueue<T, R>()
  readonly #lanes = new Map<string, Lane<T, R>>()
  #atTurnEnd: Lane<T, R>[] = []
  #soon: Lane<T, R>[] = []
  #serving = false
  /** Nothing leaves before the start. */
  #held = true

  /** @param onDeparture called with each batch that leaves the buffer, before it is run */
  constructor(
    settings: BatchSettings<T, R>,
    counters: BatchCounters,
    settlement: BatchSettlement<T, R>,
    onDeparture: (batch: Batch<T, R>, now: number) => void,
  ) {
    this.#settings = settings
    this.#policy = new DeparturePolicy(settings)
    this.#onDeparture = onDeparture
    this.runner = new BatchRunner(settings, counters, settlement, this)
  }

  /** The time this turn began, on the clock of `performance.now()`. */
  now(): number {
    return this.#turn.enter()
  }

  push(entry: Entry<T, R>): void {
    let lane = this.#lanes.get(entry.key)
    if (lane === undefined) {
      lane = new Lane(entry.key)
      this.#lanes.set(entry.key, lane)
    }
    lane.append(entry)
    if (lane.stage < Stage.turn) this.#consider(lane)
  }

  /** Takes an entry out that has not left. */
  remove(entry: Entry<T, R>): void {
    const lane = entry.place as Lane<T, R>
    lane.remove(entry)
    if (lane.count === 0) this.#rest(lane)
  }

  /** Lets all leave that were added up to `sequence`, however long they meant to linger. */
  flush(sequence: number): void {
    this.#policy.flushedUpTo = sequence
    this.#considerAll()
  }

  /** Lets items go. */
  start(): void {
    this.#held = false
    this.#considerAll()
  }

  /** Lets nothing linger any more. */
  stop(): void {
    this.#held = false
    this.#policy.stopping = true
    this.#considerAll()
  }

  /** Serves at once what would leave at the end of the turn, to make room in the buffer. */
  relieve(): void {
    for (const lanes of [this.#atTurnEnd, this.#soon]) {
      for (const lane of lanes) if (lane.stage !== Stage.resting) this.#makeReady(lane)
    }
    this.#atTurnEnd = []
    this.#serve()
  }

  /** Empties everything; gives what had not left. */
  clear(): Entry<T, R>[] {
    const left: Entry<T, R>[] = []
    for (const lane of this.#lanes.values()) {
      lane.stopTimer()
      lane.retries.length = 0
      for (let entry = lane.shift(); entry !== undefined; entry = lane.shift()) left.push(entry)
    }
    this.#lanes.clear()
    return left
  }

  onDone(batch: Batch<T, R>): void {
    const lane = laneOf(batch)
    lane.takeBack(batch)
    if (lane.count === 0) this.#rest(lane)
    else if (lane.isFull(this.#settings)) this.#makeReady(lane)
    else if (lane.stage < Stage.turn) this.#consider(lane)
    this.#serve()
  }

  onPaused(): void {
    this.#serve()
  }

  onRetryDue(batch: Batch<T, R>): void {
    const lane = laneOf(batch)
    lane.retries.push(batch)
    this.#makeReady(lane)
    this.#serve()
  }

  /** Looks at every key again, after what is allowed to leave has changed. */
  #considerAll(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.count > 0 && lane.stage < Stage.turn) this.#consider(lane)
    }
  }

  /** Puts a lane with items on its way, if it may leave; else it lingers, or waits for a slot. */
  #consider(lane: Lane<T, R>): void {
    if (this.#held || lane.inFlight >= this.#settings.maxInFlight) return
    const remaining = this.#policy.remainingMs(lane, this.#turn.enter())
    if (remaining > 0) {
      this.#linger(lane, remaining)
    } else if (lane.inFlight === 0 || this.#settings.flushIntervalMs > 0 || lane.isFull(this.#settings)) {
      lane.stage = Stage.turn
      this.#atTurnEnd.push(lane)
    } else if (lane.stage === Stage.resting) {
      lane.stage = Stage.soon
      if (this.#soon.push(lane) === 1) setImmediate(this.#onImmediate)
    }
  }

  #linger(lane: Lane<T, R>, milliseconds: number): void {
    lane.timer ??= setTimeout(this.#onTimer, milliseconds, lane)
  }

  /** The first item that the timer was set for may be gone by now; then it is set again for the one that is first. */
  readonly #onTimer = (lane: Lane<T, R>): void => {
    lane.timer = undefined
    if (lane.count === 0 || lane.stage >= Stage.turn || lane.inFlight >= this.#settings.maxInFlight) return
    const remaining = this.#policy.remainingMs(lane, performance.now())
    if (remaining > TIMER_SLACK_MS) {
      this.#linger(lane, remaining)
    } else {
      this.#makeReady(lane)
      this.#serve()
    }
  }

  #onTurnEnd(): void {
    if (this.#atTurnEnd.length === 0) return
    const lanes = this.#atTurnEnd
    this.#atTurnEnd = []
    for (const lane of lanes) if (lane.stage === Stage.turn) this.#makeReady(lane)
    this.#serve()
  }

  readonly #onImmediate = (): void => {
    const lanes = this.#soon
    this.#soon = []
    for (const lane of lanes) if (lane.stage === Stage.soon) this.#makeReady(lane)
    this.#serve()
  }

  #makeReady(lane: Lane<T, R>): void {
    if (lane.stage === Stage.ready) return
    lane.stage = Stage.ready
    this.#ready.push(lane)
  }

  /** Gives each ready lane one batch in turn, as long as the total of runs allows. */
  #serve(): void {
    // A handler may call add() while it is being started; what that makes ready is served by the loop below.
    if (this.#serving) return
    this.#serving = true
    while (this.runner.running < this.#settings.maxInFlightTotal) {
      const lane = this.#ready.shift()
      if (lane === undefined) break
      lane.stage = Stage.resting
      this.#dispatch(lane)
      this.#afterDispatch(lane)
    }
    this.#serving = false
  }

  #dispatch(lane: Lane<T, R>): void {
    const retry = lane.retries.shift()
    if (retry !== undefined) {
      this.runner.resume(retry)
    } else if (lane.count > 0 && lane.inFlight < this.#settings.maxInFlight) {
      const batch = lane.cut(this.#settings, this.#policy.partialReason(lane))
      lane.sendOut(batch)
      this.#onDeparture(batch, performance.now())
      this.runner.start(batch)
    }
  }

  #afterDispatch(lane: Lane<T, R>): void {
    if (lane.retries.length > 0) {
      this.#makeReady(lane)
    } else if (lane.count === 0) {
      this.#rest(lane)
    } else if (lane.inFlight < this.#settings.maxInFlight) {
      const remaining = this.#policy.remainingMs(lane, this.#turn.enter())
      if (remaining > 0) this.#linger(lane, remaining)
      else this.#makeReady(lane)
    }
  }

  /** A lane without items needs no timer; without runs either it is forgotten. */
  #rest(lane: Lane<T, R>): void {
    lane.stopTimer()
    if (lane.inFlight === 0 && this.#lanes.get(lane.key) === lane) this.#lanes.delete(lane.key)
  }
}

/** Every batch was cut from a lane of the scheduler's own. */
function laneOf<T, R>(batch: Batch<T, R>): Lane<T, R> {
  return batch.lane as Lane<T, R>
}
