import { relative } from 'node:path'
import type { BenchArguments } from './arguments.js'
import { describeMachine } from './machine.js'
import type { StageName } from './plan.js'
import { prepare } from './preparation.js'
import { Progress } from './progress.js'
import { summary } from './report/report.js'
import type { Results } from './results.js'
import { type ResultsPlace, resultsPlace, writeResults } from './results-folder.js'
import { openServer, type Server, type ServerSetup } from './server.js'
import type { Session } from './session.js'
import { consumeStage } from './stages/consume.js'
import { featuresStage } from './stages/features.js'
import { growthStage } from './stages/growth.js'
import { memoryStage } from './stages/memory.js'
import { monitorStage } from './stages/monitor.js'
import { outageStage } from './stages/outage.js'
import { bodiesStage, sendStage, syncStage } from './stages/send.js'
import { clusterStage, singleStage } from './stages/single.js'
import type { Stage } from './stages/stage.js'
import type { Launcher } from './subject-process.js'
import { warmServer, warmServerMs } from './warm-server.js'

interface StageGroup extends ServerSetup {
  stages: readonly Stage[]
}

/** Stages that share one RocketMQ. Each group begins with an empty store, so that none fills the disk for the next. */
const GROUPS: readonly StageGroup[] = [
  {
    flush: 'async',
    mode: 'local',
    stages: [sendStage, singleStage, consumeStage, featuresStage, monitorStage, memoryStage, growthStage],
  },
  { flush: 'async', mode: 'local', stages: [bodiesStage, outageStage] },
  { flush: 'sync', mode: 'local', stages: [syncStage] },
  { flush: 'async', mode: 'cluster', stages: [clusterStage] },
]

/** To start a RocketMQ, about. */
const BOOT_MS = 15_000

/** Runs the stages that were asked for, one after the other. */
export class Benchmark {
  readonly #asked: BenchArguments
  readonly #place: ResultsPlace
  readonly #progress = new Progress()
  #server: Server | undefined
  #results: Results | undefined

  constructor(asked: BenchArguments) {
    this.#asked = asked
    this.#place = resultsPlace(asked.full, asked.out)
  }

  async run(): Promise<void> {
    const launcher = await prepare(line => console.log(line))
    const wanted = this.#groups().filter(group => group.stages.length > 0)
    for (const { stages } of wanted) this.#plan(stages)
    for (const group of wanted) await this.#runGroup(group, launcher)
    if (!this.#results) return
    this.#results.finishedAt = new Date().toISOString()
    await this.#save()
    console.log(`\n${summary(this.#results)}\n\nThe whole report: ${relative('.', this.#place.markdown)}`)
  }

  /** Ends the RocketMQ of the moment, if it is ours. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    await server?.stop()
  }

  /** The stages that were asked for, by the RocketMQ they share. */
  #groups(): StageGroup[] {
    const groups = GROUPS.map(group => ({
      ...group,
      stages: group.stages.filter(each => this.#wants(each.name)),
    }))
    if (!this.#asked.plan.oneServer) return groups
    const usual = ({ flush, mode }: ServerSetup) => flush === 'async' && mode === 'local'
    const shared = groups.filter(usual).flatMap(group => group.stages)
    return [{ flush: 'async', mode: 'local', stages: shared }, ...groups.filter(group => !usual(group))]
  }

  #wants(name: StageName): boolean {
    return this.#asked.stages.includes(name)
  }

  #plan(stages: readonly Stage[]): void {
    this.#progress.plan(BOOT_MS + warmServerMs(this.#asked.plan))
    for (const stage of stages) this.#progress.plan(stage.ms(this.#asked.plan))
  }

  async #runGroup({ stages, ...setup }: StageGroup, launcher: Launcher): Promise<void> {
    try {
      this.#server = await openServer(setup, line => this.#tell(line))
    } catch (failure) {
      const why = (failure as Error).message
      if (!this.#results) throw failure
      for (const { name } of stages) this.#results.notMeasured.push({ what: name, why })
      return
    }
    this.#progress.done(BOOT_MS)
    this.#results ??= await this.#emptyResults(this.#server.describe)
    const session: Session = {
      server: this.#server,
      launcher,
      plan: this.#asked.plan,
      results: this.#results,
      progress: this.#progress,
      tell: line => this.#tell(line),
      save: () => this.#save(),
    }
    await warmServer(session)
    this.#progress.done(warmServerMs(this.#asked.plan))
    for (const stage of stages) await this.#runStage(stage, session)
    await this.stop()
  }

  /** A stage that breaks as a whole is reported, and the next one runs. */
  async #runStage(stage: Stage, session: Session): Promise<void> {
    try {
      await stage.run(session)
    } catch (failure) {
      session.results.notMeasured.push({ what: stage.name, why: (failure as Error).message })
      this.#tell(`${stage.name} broke off: ${(failure as Error).message}`)
    }
    await this.#save()
  }

  #tell(line: string): void {
    console.log(`[${this.#progress.describe()}] ${line}`)
  }

  async #save(): Promise<void> {
    if (this.#results) await writeResults(this.#results, this.#place)
  }

  async #emptyResults(server: string): Promise<Results> {
    return {
      form: this.#asked.full ? 'full' : 'short',
      startedAt: new Date().toISOString(),
      machine: await describeMachine(server),
      measureMs: this.#asked.plan.measureMs,
      send: [],
      sync: [],
      single: [],
      cluster: [],
      features: [],
      monitor: [],
      backlog: [],
      steady: [],
      memory: [],
      outages: [],
      growth: [],
      notMeasured: [],
    }
  }
}
