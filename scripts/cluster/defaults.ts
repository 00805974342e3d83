import { type GroupOptions, isAtLeast, type TopicType } from './cluster-options.js'

/** A topic that every cluster has: the quickstart's, and the one readiness is asked with. */
export const DEFAULT_TOPIC = 'quickstart'

/** The quickstart's consumer group. */
export const DEFAULT_GROUP = 'quickstart-workers'

/** Topics of the examples, as far as a server of this version knows their types. */
export function exampleTopics(version: string): Record<string, TopicType> {
  return {
    'example-normal': 'NORMAL',
    'example-fifo': 'FIFO',
    'example-delay': 'DELAY',
    'example-transaction': 'TRANSACTION',
    'example-typed': 'NORMAL',
    'example-requests': 'NORMAL',
    'example-replies': 'NORMAL',
    ...(isAtLeast(version, 5, 4) ? { 'example-priority': 'PRIORITY' as const } : {}),
    ...(isAtLeast(version, 5, 5) ? { 'example-lite': 'LITE' as const } : {}),
  }
}

/** Consumer groups of the examples; one is bound to a lite topic, which servers know from 5.5.0 on. */
export function exampleGroups(version: string): Record<string, GroupOptions> {
  return {
    'example-workers': {},
    'example-simple': {},
    'example-batch-workers': {},
    'example-fifo-workers': { fifo: true },
    'example-typed-workers': {},
    'example-responders': {},
    'example-requester': {},
    ...(isAtLeast(version, 5, 5) ? { 'example-lite-workers': { liteTopic: 'example-lite' } } : {}),
  }
}
