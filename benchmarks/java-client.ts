import { Progress } from '../scripts/cluster/progress.js'
import { javaClassPath } from '../scripts/cluster/server-jars.js'

/** The version of the official Java client that is measured. */
export const JAVA_CLIENT_VERSION = '5.2.0'

/**
 * Class path of the official Java client and of a class of ours that drives it; fetches and compiles what is missing.
 *
 * @param source the Java file of the class
 */
export function javaClientClassPath(source: string, tell: (line: string) => void): Promise<string> {
  const setup = {
    title: 'the official Java client',
    folder: 'rocketmq-client-java',
    artifacts: ['rocketmq-client-java'],
    version: JAVA_CLIENT_VERSION,
    sources: [source],
  }
  return javaClassPath(setup, new Progress(tell))
}
