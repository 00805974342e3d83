declare module 'parse-prometheus-text-format' {
  export interface ParsedMetric {
    labels?: Record<string, string>
    /** Missing in histograms, which this parser reads without their labels. */
    value?: string
  }

  export interface ParsedFamily {
    name: string
    help: string
    type: 'COUNTER' | 'GAUGE' | 'HISTOGRAM' | 'SUMMARY' | 'UNTYPED'
    metrics: ParsedMetric[]
  }

  export default function parse(text: string): ParsedFamily[]
}
