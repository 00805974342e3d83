/** A process that is measured: one subject, told what to do line by line. */
import { createInterface } from 'node:readline'
import type { Answer, Command, SubjectSetup } from './protocol.js'
import { WireMeter } from './wire-meter.js'
import { Worker } from './worker.js'

const worker = new Worker(JSON.parse(process.argv[2] ?? '{}') as SubjectSetup, new WireMeter())

function answer(message: Answer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

async function obey(line: string): Promise<void> {
  const command = JSON.parse(line) as Command
  try {
    answer({ ok: (await worker.obey(command)) ?? null })
  } catch (failure) {
    answer({ error: String((failure as Error).message ?? failure).slice(0, 500) })
  }
  if (command.do === 'close') process.exit()
}

// A client that leaves a rejection unhandled must not end the run: what it failed to send is counted.
process.on('unhandledRejection', failure => process.stderr.write(`unhandled: ${failure}\n`))

const lines = createInterface({ input: process.stdin })
lines.on('line', line => void obey(line))
// The benchmark is gone.
lines.once('close', () => process.exit())
