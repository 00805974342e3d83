import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** How an example ended, and all that it printed. */
export interface ExampleEnd {
  code: number | null
  output: string
}

/** Runs an example as a user would, in a process of its own. */
export class RunningExample {
  readonly ended: Promise<ExampleEnd>
  #output = ''
  readonly #child: ChildProcessWithoutNullStreams

  /** @param name its file without the ending, @param endpoints where RocketMQ is; none for the double */
  constructor(name: string, endpoints: string | undefined, args: readonly string[] = []) {
    const environment: NodeJS.ProcessEnv = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.check.json' }
    delete environment.ROCKETMQ_ENDPOINTS
    if (endpoints !== undefined) environment.ROCKETMQ_ENDPOINTS = endpoints
    this.#child = spawn(process.execPath, ['--import', 'tsx', `examples/${name}.ts`, ...args], {
      cwd: ROOT,
      env: environment,
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    this.ended = once(this.#child, 'close').then(([code]) => ({
      code: code as number | null,
      output: this.#output,
    }))
  }

  /** Settles when it has printed what matches. */
  async printed(pattern: RegExp): Promise<void> {
    let over = false
    void this.ended.then(() => {
      over = true
    })
    while (!pattern.test(this.#output)) {
      if (over) throw new Error(`It ended without printing ${pattern}:\n${this.#output}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }
}
