import { isUtf8 } from 'node:buffer'
import { reasonOf, shortened } from '../errors.js'

/**
 * How values become bodies, and bodies values. {@link json} and {@link protobuf} make the usual ones; an object of your
 * own with these two functions is as good. What either of them throws refuses the value or the body.
 */
export interface Codec<In, Out = In> {
  /** The body of a message that holds `value`. */
  readonly encode: (value: In) => string | Uint8Array
  /** The value of a body. Bytes of it may be kept; they must not be changed. */
  readonly decode: (body: Buffer) => Out
}

/** Any object with zod's `parse`: it gives the value back, perhaps transformed, or throws what is wrong with it. */
export interface ParsingSchema<Out> {
  /** The value as the schema has it; throws what is wrong with it. */
  parse(value: unknown): Out
}

/** The interface that schema libraries share (https://standardschema.dev); zod, Valibot and ArkType have it. */
export interface StandardSchema<In, Out> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Out> | Promise<StandardResult<Out>>
    readonly types?: { readonly input: In; readonly output: Out } | undefined
  }
}

/** What a {@link StandardSchema} makes of a value. */
export type StandardResult<Out> =
  | { readonly value: Out; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

/** One reason why a value is not what its {@link StandardSchema} describes. */
export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** A generated Protobuf class, as protobufjs, ts-proto and others make them. */
export interface ProtobufType<In, Out> {
  /** Writes a message; `finish()` gives its bytes. */
  encode(message: In): { finish(): Uint8Array }
  /** Reads a message; throws for what is none. */
  decode(bytes: Uint8Array): Out
  /** What is wrong with a value; classes of protobufjs have it, whose `encode` checks nothing. */
  verify?(message: object): string | null
}

/** Most issues of a schema that an error repeats. */
const MOST_ISSUES = 3

/**
 * An unknown field of the highest number, with the value 0; readers of Protobuf ignore it. It stands where a
 * message of nothing but defaults would have no bytes at all, which RocketMQ refuses.
 */
const NOTHING_BUT_DEFAULTS = Uint8Array.of(0xf8, 0xff, 0xff, 0xff, 0x0f, 0x00)

/**
 * Bodies as JSON. Without a schema `T` is a promise of the sender's that nothing checks. With one, what consumers get
 * is what the schema made of the body, and a sender hears at once what they would refuse: the schema is asked about
 * the value as it will arrive, so a `Date` is the text that JSON makes of it.
 *
 * A schema is a {@link StandardSchema}, or anything with `parse(value)`. It must answer at once, not by a promise.
 */
export function json<T>(): Codec<T>
export function json<In, Out>(schema: StandardSchema<In, Out>): Codec<In, Out>
export function json<Out>(schema: ParsingSchema<Out>): Codec<Out>
export function json<In, Out>(schema?: StandardSchema<In, Out> | ParsingSchema<Out>): Codec<In, Out> {
  const check = schema === undefined ? undefined : checkOf(schema)
  return {
    encode(value) {
      const text = JSON.stringify(value) as string | undefined
      if (text === undefined) throw new TypeError(`JSON has no form of ${typeof value}`)
      check?.(JSON.parse(text))
      return text
    },
    decode(body) {
      if (!isUtf8(body)) throw new TypeError('it is not UTF-8')
      const value: unknown = JSON.parse(body.toString())
      return check === undefined ? (value as Out) : check(value)
    },
  }
}

/**
 * Bodies as Protobuf.
 *
 * @param type a generated class or a `Type` of protobufjs, or anything with the same `encode` and `decode`
 */
export function protobuf<In, Out>(type: ProtobufType<In, Out>): Codec<In, Out> {
  return {
    encode(value) {
      const wrong = type.verify?.(value as object)
      if (typeof wrong === 'string') throw new TypeError(wrong)
      const body = type.encode(value).finish()
      return body.length === 0 ? NOTHING_BUT_DEFAULTS : body
    },
    decode: body => type.decode(body),
  }
}

/** The function by which a schema checks values: gives what it made of one, or throws. */
function checkOf<In, Out>(schema: StandardSchema<In, Out> | ParsingSchema<Out>): (value: unknown) => Out {
  if ('~standard' in schema) {
    const standard = schema['~standard']
    return value => checked(atOnce(standard.validate(value)))
  }
  return value => atOnce(schema.parse(value))
}

function checked<Out>(result: StandardResult<Out>): Out {
  if (result.issues === undefined) return result.value
  const told = result.issues.slice(0, MOST_ISSUES).map(textOfIssue)
  const more = result.issues.length - told.length
  throw new TypeError(`${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`)
}

function textOfIssue({ message, path }: StandardIssue): string {
  if (path === undefined || path.length === 0) return message
  return `${path.map(part => String(typeof part === 'object' ? part.key : part)).join('.')}: ${message}`
}

/** @throws TypeError for a promise; that it may reject later is not reported as unhandled */
function atOnce<T>(result: T | Promise<T>): T {
  if (typeof (result as Promise<T> | undefined)?.then !== 'function') return result as T
  void (result as Promise<T>).then(undefined, () => {})
  throw new TypeError('its schema answers by a promise; give one that answers at once')
}

/** Why a codec refused something, no longer than can be repeated. */
export function refusalOf(thrown: unknown): string {
  return shortened(reasonOf(thrown))
}
