/** `npm run bench`: see `arguments.ts` for what it takes and `plan.ts` for what it does. */
import { parseBenchArguments, USAGE } from './arguments.js'
import { Benchmark } from './benchmark.js'
import { SubjectProcess } from './subject-process.js'

try {
  const asked = parseBenchArguments(process.argv.slice(2))
  if (asked.help) console.log(USAGE)
  else await conduct(new Benchmark(asked))
} catch (failure) {
  console.error((failure as Error).message)
  process.exitCode = 1
}

/** Whatever happens, neither processes nor a RocketMQ stay behind. */
async function conduct(benchmark: Benchmark): Promise<void> {
  const interrupt = () => {
    console.error('interrupted')
    SubjectProcess.killAll()
    void benchmark.stop().finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    await benchmark.run()
  } finally {
    SubjectProcess.killAll()
    await benchmark.stop()
  }
}
