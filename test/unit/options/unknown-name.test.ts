import { describe, expect, it } from 'vitest'
import { probableName, unknownName } from '../../../src/options/unknown-name.js'

const FIELDS = ['topic', 'body', 'tag', 'keys', 'properties', 'messageGroup', 'deliveryTimestamp', 'priority']

describe('the name that was probably meant', () => {
  it.each([
    ['tags', 'tag'],
    ['key', 'keys'],
    ['Keys', 'keys'],
    ['bdoy', 'body'],
    ['messagegroup', 'messageGroup'],
    ['proprties', 'properties'],
    ['delivery', 'deliveryTimestamp'],
  ])('for a misspelt %s is %s', (written, meant) => {
    expect(probableName(written, FIELDS)).toBe(meant)
  })

  it.each([
    ['delay', 'deliveryTimestamp'],
    ['delayTimeLevel', 'deliveryTimestamp'],
    ['shardingKey', 'messageGroup'],
    ['headers', 'properties'],
    ['payload', 'body'],
  ])('for what others call %s is %s', (written, meant) => {
    expect(probableName(written, FIELDS)).toBe(meant)
  })

  it.each(['zebra', 'x', 'toString', '__proto__', ''])('for %j is none', written => {
    expect(probableName(written, FIELDS)).toBeUndefined()
  })

  it('stands in the message, with all there are', () => {
    expect(unknownName('field', '', 'tags', ['topic', 'tag'])).toBe(
      'unknown field "tags", did you mean "tag"? (there are topic, tag)',
    )
  })
})
