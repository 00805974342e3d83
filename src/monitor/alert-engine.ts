import type { AlertStatus } from './alert-rule.js'
import type { AlertSettings } from './alert-settings.js'
import { AlertWatch, type Look } from './alert-watch.js'

/** An alert that has just fired or been resolved, and by which rule. */
export interface AlertChange {
  rule: AlertSettings
  status: AlertStatus
}

/** How long resolved alerts are shown, in milliseconds. */
const SHOWN_MS = 300_000

/** Most resolved alerts that are remembered. */
const MOST_RESOLVED = 50

/** Holds the rules against each snapshot. What a rule's path leads to is watched each by itself. */
export class AlertEngine {
  readonly #watches: readonly { rule: AlertSettings; byPath: Map<string, AlertWatch> }[]
  #resolved: AlertStatus[] = []

  constructor(rules: readonly AlertSettings[]) {
    this.#watches = rules.map(rule => ({ rule, byPath: new Map() }))
  }

  /** @returns what has changed by this snapshot */
  evaluate(snapshot: object, look: Look): AlertChange[] {
    const changes: AlertChange[] = []
    for (const { rule, byPath } of this.#watches) {
      const values = new Map(rule.path.resolve(snapshot).map(({ path, value }) => [path, value]))
      for (const path of values.keys()) if (!byPath.has(path)) byPath.set(path, new AlertWatch(rule, path))
      for (const [path, watch] of byPath) {
        const status = watch.look(values.get(path), look)
        if (status !== undefined) changes.push({ rule, status })
        if (!values.has(path) && watch.firing === undefined) byPath.delete(path)
      }
    }
    const resolved = changes.map(change => change.status).filter(status => status.state === 'resolved')
    this.#resolved = [...resolved, ...this.#resolved].slice(0, MOST_RESOLVED)
    return changes
  }

  /** What fires, the worst first, and then what was resolved in the last five minutes. */
  statuses(at: number): AlertStatus[] {
    const firing = this.#watches.flatMap(({ byPath }) =>
      [...byPath.values()].flatMap(each => each.firing ?? []),
    )
    const recent = this.#resolved.filter(each => (each.resolvedAt ?? 0) > at - SHOWN_MS)
    return [...firing.sort(byUrgency), ...recent]
  }

  /** Nobody looked for a while: what fires goes on firing, everything else begins anew. */
  interrupt(): void {
    for (const { byPath } of this.#watches) {
      for (const [path, watch] of byPath) {
        if (watch.firing === undefined) byPath.delete(path)
        else watch.interrupt()
      }
    }
  }
}

const URGENCY = { critical: 0, warning: 1, info: 2 }

function byUrgency(a: AlertStatus, b: AlertStatus): number {
  return URGENCY[a.severity] - URGENCY[b.severity] || a.firedAt - b.firedAt
}
