/** `npm run bench`: see `arguments.ts` for what it takes and `effort.ts` for what it does. */
import { parseBenchArguments, USAGE } from './arguments.js'
import { Conductor } from './conductor.js'
import { SubjectProcess } from './subject-process.js'

try {
  const asked = parseBenchArguments(process.argv.slice(2))
  if (asked.help) console.log(USAGE)
  else await conduct(new Conductor(asked))
} catch (failure) {
  console.error((failure as Error).message)
  process.exitCode = 1
}

/** Whatever happens, neither processes nor a RocketMQ stay behind. */
async function conduct(conductor: Conductor): Promise<void> {
  const interrupt = () => {
    console.error('interrupted')
    SubjectProcess.killAll()
    void conductor.stop().finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    await conductor.run()
  } finally {
    SubjectProcess.killAll()
    await conductor.stop()
  }
}
