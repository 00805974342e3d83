import type { Labels, MetricFamily } from './metric-family.js'

/** The media type of {@link renderText}. */
export const TEXT_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Metrics in Prometheus' text format; those without a line are left out. */
export function renderText(families: readonly MetricFamily[]): string {
  return families
    .filter(({ values }) => values.length > 0)
    .map(renderFamily)
    .join('')
}

function renderFamily({ name, help, type, values }: MetricFamily): string {
  let text = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`
  for (const { metricName = name, labels, value } of values) {
    text += `${metricName}${renderLabels(labels)} ${renderValue(value)}\n`
  }
  return text
}

function renderLabels(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

function renderValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function escapeLabelValue(value: string): string {
  return escapeHelp(value).replaceAll('"', '\\"')
}
