import { describe, expect, it } from 'vitest'
import { type JavaLaunch, JavaProcess, javaArguments } from '../../../scripts/cluster/java-process.js'

const launch: JavaLaunch = {
  role: 'proxy',
  mainClass: 'org.example.Main',
  args: ['-c', 'file'],
  classPath: '/jars/*',
  heapMb: 512,
  flags: [],
  folder: '/tmp/cluster',
  guarded: false,
}

describe('JavaProcess', () => {
  it('never takes a process that is not ours for a server', () => {
    const stranger = new JavaProcess(process.pid, '/tmp/cluster', 'proxy')
    expect(stranger.isAlive()).toBe(false)
    stranger.kill('SIGKILL')
  })
})

describe('javaArguments', () => {
  it('marks the process, so that it is known again by its command line', () => {
    expect(javaArguments(launch)[0]).toBe('-Drocketmq.jet.process=/tmp/cluster/proxy')
  })

  it('runs the main class itself, or under the guard that ends it with its parent', () => {
    expect(javaArguments(launch).slice(-5)).toEqual(['-cp', '/jars/*', 'org.example.Main', '-c', 'file'])
    const guarded = javaArguments({ ...launch, guarded: true })
    expect(guarded.slice(-4)).toEqual(['Guard', 'org.example.Main', '-c', 'file'])
  })
})
