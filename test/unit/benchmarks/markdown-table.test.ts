import { describe, expect, test } from 'vitest'
import { markdownTable } from '../../../benchmarks/report/markdown-table.js'

describe('a Markdown table', () => {
  test('has a header, a rule and a line for each row', () => {
    expect(markdownTable(['who', 'rate'], [['a', '1']])).toBe('| who | rate |\n| --- | ---: |\n| a | 1 |')
  })

  test('leans as many columns to the left as it is told', () => {
    expect(markdownTable(['a', 'b', 'c'], [], 2).split('\n')[1]).toBe('| --- | --- | ---: |')
  })

  test('keeps bars and line breaks of a text within its cell', () => {
    expect(markdownTable(['x'], [['a|b\nc']]).split('\n')[2]).toBe('| a\\|b c |')
  })
})
