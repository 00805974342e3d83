import { createReceiver, createSender } from './catalogue.js'
import { ClosedLoop } from './closed-loop.js'
import { Consumption } from './consumption.js'
import { grow, host } from './growth.js'
import { monitorCost } from './monitor-cost.js'
import { OutageLoad } from './outage-load.js'
import { fill, pace } from './pacing.js'
import { ProcessMeter } from './process-meter.js'
import type { Command, Kept, SubjectSetup } from './protocol.js'
import type { Receiver } from './receiver.js'
import type { Sender } from './sender.js'
import { soak } from './soak.js'
import type { WireMeter } from './wire-meter.js'

/** Does what the benchmark asks. The client is made by the first command that needs it. */
export class Worker {
  readonly #setup: SubjectSetup
  readonly #meter: ProcessMeter
  readonly #wire: WireMeter
  #sender: Promise<Sender> | undefined
  #receiver: Receiver | undefined
  #consumption: Consumption | undefined
  #outageLoad: OutageLoad | undefined

  /** `wire` is one for the whole process, made before any client is loaded. */
  constructor(setup: SubjectSetup, wire: WireMeter) {
    this.#setup = setup
    this.#meter = new ProcessMeter(setup.serverPids)
    this.#wire = wire
  }

  async obey(command: Command): Promise<unknown> {
    switch (command.do) {
      case 'send': {
        const calls = (await this.#openSender()).prepare(command)
        return new ClosedLoop(calls).run(command, this.#meter, this.#wire)
      }
      case 'soak':
        return soak(await this.#openSender(), command)
      case 'fill':
        return fill(await this.#openSender(), command.messages, command.bodyBytes)
      case 'pace':
        return pace(await this.#openSender(), command.perSecond, command.seconds, command.bodyBytes)
      case 'outage':
        this.#outageLoad = new OutageLoad(await this.#openSender())
        return this.#outageLoad.start(command.callers, command.pauseMs)
      case 'settle':
        return this.#outageLoad?.settle()
      case 'listen':
        return this.#listen(command.keep, command.warmUp)
      case 'collect':
        return this.#consumption?.collect(command.messages, command.timeoutMs)
      case 'numbers':
        return this.#consumption?.numbers(command.messages, command.quietMs)
      case 'host':
        return host(this.#setup.sdk, command)
      case 'grow':
        return grow(this.#setup, command, this.#meter, this.#wire)
      case 'monitor':
        return monitorCost(this.#setup, command, this.#meter, this.#wire)
      case 'close':
        await (await this.#sender)?.close()
        return this.#receiver?.close()
    }
  }

  #openSender(): Promise<Sender> {
    this.#sender ??= this.#startSender()
    return this.#sender
  }

  async #startSender(): Promise<Sender> {
    const sender = createSender(this.#setup)
    await sender.start()
    return sender
  }

  async #listen(keep: Kept, warmUp: number): Promise<void> {
    this.#receiver = createReceiver(this.#setup)
    this.#consumption = new Consumption(keep, warmUp, this.#meter, this.#wire, this.#receiver)
    await this.#receiver.start(this.#consumption.onBody)
  }
}
