import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace apache. */
export namespace apache {

    /** Namespace rocketmq. */
    namespace rocketmq {

        /** Namespace v2. */
        namespace v2 {

            /** TransactionResolution enum. */
            enum TransactionResolution {

                /** TRANSACTION_RESOLUTION_UNSPECIFIED value */
                TRANSACTION_RESOLUTION_UNSPECIFIED = 0,

                /** COMMIT value */
                COMMIT = 1,

                /** ROLLBACK value */
                ROLLBACK = 2
            }

            /** TransactionSource enum. */
            enum TransactionSource {

                /** SOURCE_UNSPECIFIED value */
                SOURCE_UNSPECIFIED = 0,

                /** SOURCE_CLIENT value */
                SOURCE_CLIENT = 1,

                /** SOURCE_SERVER_CHECK value */
                SOURCE_SERVER_CHECK = 2
            }

            /** Permission enum. */
            enum Permission {

                /** PERMISSION_UNSPECIFIED value */
                PERMISSION_UNSPECIFIED = 0,

                /** NONE value */
                NONE = 1,

                /** READ value */
                READ = 2,

                /** WRITE value */
                WRITE = 3,

                /** READ_WRITE value */
                READ_WRITE = 4
            }

            /** FilterType enum. */
            enum FilterType {

                /** FILTER_TYPE_UNSPECIFIED value */
                FILTER_TYPE_UNSPECIFIED = 0,

                /** TAG value */
                TAG = 1,

                /** SQL value */
                SQL = 2
            }

            /** AddressScheme enum. */
            enum AddressScheme {

                /** ADDRESS_SCHEME_UNSPECIFIED value */
                ADDRESS_SCHEME_UNSPECIFIED = 0,

                /** IPv4 value */
                IPv4 = 1,

                /** IPv6 value */
                IPv6 = 2,

                /** DOMAIN_NAME value */
                DOMAIN_NAME = 3
            }

            /** MessageType enum. */
            enum MessageType {

                /** MESSAGE_TYPE_UNSPECIFIED value */
                MESSAGE_TYPE_UNSPECIFIED = 0,

                /** NORMAL value */
                NORMAL = 1,

                /** FIFO value */
                FIFO = 2,

                /** DELAY value */
                DELAY = 3,

                /** TRANSACTION value */
                TRANSACTION = 4,

                /** LITE value */
                LITE = 5,

                /** PRIORITY value */
                PRIORITY = 6
            }

            /** DigestType enum. */
            enum DigestType {

                /** DIGEST_TYPE_UNSPECIFIED value */
                DIGEST_TYPE_UNSPECIFIED = 0,

                /** CRC32 value */
                CRC32 = 1,

                /** MD5 value */
                MD5 = 2,

                /** SHA1 value */
                SHA1 = 3
            }

            /** ClientType enum. */
            enum ClientType {

                /** CLIENT_TYPE_UNSPECIFIED value */
                CLIENT_TYPE_UNSPECIFIED = 0,

                /** PRODUCER value */
                PRODUCER = 1,

                /** PUSH_CONSUMER value */
                PUSH_CONSUMER = 2,

                /** SIMPLE_CONSUMER value */
                SIMPLE_CONSUMER = 3,

                /** PULL_CONSUMER value */
                PULL_CONSUMER = 4,

                /** LITE_PUSH_CONSUMER value */
                LITE_PUSH_CONSUMER = 5,

                /** LITE_SIMPLE_CONSUMER value */
                LITE_SIMPLE_CONSUMER = 6
            }

            /** Encoding enum. */
            enum Encoding {

                /** ENCODING_UNSPECIFIED value */
                ENCODING_UNSPECIFIED = 0,

                /** IDENTITY value */
                IDENTITY = 1,

                /** GZIP value */
                GZIP = 2
            }

            /** Code enum. */
            enum Code {

                /** CODE_UNSPECIFIED value */
                CODE_UNSPECIFIED = 0,

                /** OK value */
                OK = 20000,

                /** MULTIPLE_RESULTS value */
                MULTIPLE_RESULTS = 30000,

                /** BAD_REQUEST value */
                BAD_REQUEST = 40000,

                /** ILLEGAL_ACCESS_POINT value */
                ILLEGAL_ACCESS_POINT = 40001,

                /** ILLEGAL_TOPIC value */
                ILLEGAL_TOPIC = 40002,

                /** ILLEGAL_CONSUMER_GROUP value */
                ILLEGAL_CONSUMER_GROUP = 40003,

                /** ILLEGAL_MESSAGE_TAG value */
                ILLEGAL_MESSAGE_TAG = 40004,

                /** ILLEGAL_MESSAGE_KEY value */
                ILLEGAL_MESSAGE_KEY = 40005,

                /** ILLEGAL_MESSAGE_GROUP value */
                ILLEGAL_MESSAGE_GROUP = 40006,

                /** ILLEGAL_MESSAGE_PROPERTY_KEY value */
                ILLEGAL_MESSAGE_PROPERTY_KEY = 40007,

                /** INVALID_TRANSACTION_ID value */
                INVALID_TRANSACTION_ID = 40008,

                /** ILLEGAL_MESSAGE_ID value */
                ILLEGAL_MESSAGE_ID = 40009,

                /** ILLEGAL_FILTER_EXPRESSION value */
                ILLEGAL_FILTER_EXPRESSION = 40010,

                /** ILLEGAL_INVISIBLE_TIME value */
                ILLEGAL_INVISIBLE_TIME = 40011,

                /** ILLEGAL_DELIVERY_TIME value */
                ILLEGAL_DELIVERY_TIME = 40012,

                /** INVALID_RECEIPT_HANDLE value */
                INVALID_RECEIPT_HANDLE = 40013,

                /** MESSAGE_PROPERTY_CONFLICT_WITH_TYPE value */
                MESSAGE_PROPERTY_CONFLICT_WITH_TYPE = 40014,

                /** UNRECOGNIZED_CLIENT_TYPE value */
                UNRECOGNIZED_CLIENT_TYPE = 40015,

                /** MESSAGE_CORRUPTED value */
                MESSAGE_CORRUPTED = 40016,

                /** CLIENT_ID_REQUIRED value */
                CLIENT_ID_REQUIRED = 40017,

                /** ILLEGAL_POLLING_TIME value */
                ILLEGAL_POLLING_TIME = 40018,

                /** ILLEGAL_OFFSET value */
                ILLEGAL_OFFSET = 40019,

                /** ILLEGAL_LITE_TOPIC value */
                ILLEGAL_LITE_TOPIC = 40020,

                /** INVALID_CLIENT_PROPERTIES value */
                INVALID_CLIENT_PROPERTIES = 40021,

                /** UNAUTHORIZED value */
                UNAUTHORIZED = 40100,

                /** PAYMENT_REQUIRED value */
                PAYMENT_REQUIRED = 40200,

                /** FORBIDDEN value */
                FORBIDDEN = 40300,

                /** NOT_FOUND value */
                NOT_FOUND = 40400,

                /** MESSAGE_NOT_FOUND value */
                MESSAGE_NOT_FOUND = 40401,

                /** TOPIC_NOT_FOUND value */
                TOPIC_NOT_FOUND = 40402,

                /** CONSUMER_GROUP_NOT_FOUND value */
                CONSUMER_GROUP_NOT_FOUND = 40403,

                /** OFFSET_NOT_FOUND value */
                OFFSET_NOT_FOUND = 40404,

                /** REQUEST_TIMEOUT value */
                REQUEST_TIMEOUT = 40800,

                /** PAYLOAD_TOO_LARGE value */
                PAYLOAD_TOO_LARGE = 41300,

                /** MESSAGE_BODY_TOO_LARGE value */
                MESSAGE_BODY_TOO_LARGE = 41301,

                /** MESSAGE_BODY_EMPTY value */
                MESSAGE_BODY_EMPTY = 41302,

                /** PRECONDITION_FAILED value */
                PRECONDITION_FAILED = 42800,

                /** TOO_MANY_REQUESTS value */
                TOO_MANY_REQUESTS = 42900,

                /** LITE_TOPIC_QUOTA_EXCEEDED value */
                LITE_TOPIC_QUOTA_EXCEEDED = 42901,

                /** LITE_SUBSCRIPTION_QUOTA_EXCEEDED value */
                LITE_SUBSCRIPTION_QUOTA_EXCEEDED = 42902,

                /** REQUEST_HEADER_FIELDS_TOO_LARGE value */
                REQUEST_HEADER_FIELDS_TOO_LARGE = 43100,

                /** MESSAGE_PROPERTIES_TOO_LARGE value */
                MESSAGE_PROPERTIES_TOO_LARGE = 43101,

                /** INTERNAL_ERROR value */
                INTERNAL_ERROR = 50000,

                /** INTERNAL_SERVER_ERROR value */
                INTERNAL_SERVER_ERROR = 50001,

                /** HA_NOT_AVAILABLE value */
                HA_NOT_AVAILABLE = 50002,

                /** NOT_IMPLEMENTED value */
                NOT_IMPLEMENTED = 50100,

                /** PROXY_TIMEOUT value */
                PROXY_TIMEOUT = 50400,

                /** MASTER_PERSISTENCE_TIMEOUT value */
                MASTER_PERSISTENCE_TIMEOUT = 50401,

                /** SLAVE_PERSISTENCE_TIMEOUT value */
                SLAVE_PERSISTENCE_TIMEOUT = 50402,

                /** UNSUPPORTED value */
                UNSUPPORTED = 50500,

                /** VERSION_UNSUPPORTED value */
                VERSION_UNSUPPORTED = 50501,

                /** VERIFY_FIFO_MESSAGE_UNSUPPORTED value */
                VERIFY_FIFO_MESSAGE_UNSUPPORTED = 50502,

                /** FAILED_TO_CONSUME_MESSAGE value */
                FAILED_TO_CONSUME_MESSAGE = 60000
            }

            /** Language enum. */
            enum Language {

                /** LANGUAGE_UNSPECIFIED value */
                LANGUAGE_UNSPECIFIED = 0,

                /** JAVA value */
                JAVA = 1,

                /** CPP value */
                CPP = 2,

                /** DOT_NET value */
                DOT_NET = 3,

                /** GOLANG value */
                GOLANG = 4,

                /** RUST value */
                RUST = 5,

                /** PYTHON value */
                PYTHON = 6,

                /** PHP value */
                PHP = 7,

                /** NODE_JS value */
                NODE_JS = 8,

                /** RUBY value */
                RUBY = 9,

                /** OBJECTIVE_C value */
                OBJECTIVE_C = 10,

                /** DART value */
                DART = 11,

                /** KOTLIN value */
                KOTLIN = 12
            }

            /** LiteSubscriptionAction enum. */
            enum LiteSubscriptionAction {

                /** PARTIAL_ADD value */
                PARTIAL_ADD = 0,

                /** PARTIAL_REMOVE value */
                PARTIAL_REMOVE = 1,

                /** COMPLETE_ADD value */
                COMPLETE_ADD = 2,

                /** COMPLETE_REMOVE value */
                COMPLETE_REMOVE = 3
            }

            /** QueryOffsetPolicy enum. */
            enum QueryOffsetPolicy {

                /** BEGINNING value */
                BEGINNING = 0,

                /** END value */
                END = 1,

                /** TIMESTAMP value */
                TIMESTAMP = 2
            }

            /**
             * Properties of a FilterExpression.
             * @deprecated Use apache.rocketmq.v2.FilterExpression.$Properties instead.
             */
            interface IFilterExpression extends apache.rocketmq.v2.FilterExpression.$Properties {
            }

            /** Represents a FilterExpression. */
            class FilterExpression {

                /**
                 * Constructs a new FilterExpression.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.FilterExpression.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FilterExpression type. */
                type: apache.rocketmq.v2.FilterType;

                /** FilterExpression expression. */
                expression: string;

                /**
                 * Creates a new FilterExpression instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns FilterExpression instance
                 */
                static create(properties: apache.rocketmq.v2.FilterExpression.$Shape): apache.rocketmq.v2.FilterExpression & apache.rocketmq.v2.FilterExpression.$Shape;
                static create(properties?: apache.rocketmq.v2.FilterExpression.$Properties): apache.rocketmq.v2.FilterExpression;

                /**
                 * Encodes the specified FilterExpression message. Does not implicitly {@link apache.rocketmq.v2.FilterExpression.verify|verify} messages.
                 * @param message FilterExpression message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.FilterExpression.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FilterExpression message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.FilterExpression & apache.rocketmq.v2.FilterExpression.$Shape} FilterExpression
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.FilterExpression & apache.rocketmq.v2.FilterExpression.$Shape;
            }

            namespace FilterExpression {

                /** Properties of a FilterExpression. */
                interface $Properties {

                    /** FilterExpression type */
                    type?: (apache.rocketmq.v2.FilterType|null);

                    /** FilterExpression expression */
                    expression?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FilterExpression. */
                type $Shape = apache.rocketmq.v2.FilterExpression.$Properties;
            }

            /**
             * Properties of a RetryPolicy.
             * @deprecated Use apache.rocketmq.v2.RetryPolicy.$Properties instead.
             */
            interface IRetryPolicy extends apache.rocketmq.v2.RetryPolicy.$Properties {
            }

            /** Represents a RetryPolicy. */
            class RetryPolicy {

                /**
                 * Constructs a new RetryPolicy.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.RetryPolicy.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RetryPolicy maxAttempts. */
                maxAttempts: number;

                /** RetryPolicy exponentialBackoff. */
                exponentialBackoff?: (apache.rocketmq.v2.ExponentialBackoff.$Properties|null);

                /** RetryPolicy customizedBackoff. */
                customizedBackoff?: (apache.rocketmq.v2.CustomizedBackoff.$Properties|null);

                /** RetryPolicy strategy. */
                strategy?: ("exponentialBackoff"|"customizedBackoff");

                /**
                 * Creates a new RetryPolicy instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RetryPolicy instance
                 */
                static create(properties: apache.rocketmq.v2.RetryPolicy.$Shape): apache.rocketmq.v2.RetryPolicy & apache.rocketmq.v2.RetryPolicy.$Shape;
                static create(properties?: apache.rocketmq.v2.RetryPolicy.$Properties): apache.rocketmq.v2.RetryPolicy;

                /**
                 * Encodes the specified RetryPolicy message. Does not implicitly {@link apache.rocketmq.v2.RetryPolicy.verify|verify} messages.
                 * @param message RetryPolicy message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.RetryPolicy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RetryPolicy message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RetryPolicy & apache.rocketmq.v2.RetryPolicy.$Shape} RetryPolicy
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.RetryPolicy & apache.rocketmq.v2.RetryPolicy.$Shape;
            }

            namespace RetryPolicy {

                /** Properties of a RetryPolicy. */
                interface $Properties {

                    /** RetryPolicy maxAttempts */
                    maxAttempts?: (number|null);

                    /** RetryPolicy exponentialBackoff */
                    exponentialBackoff?: (apache.rocketmq.v2.ExponentialBackoff.$Properties|null);

                    /** RetryPolicy customizedBackoff */
                    customizedBackoff?: (apache.rocketmq.v2.CustomizedBackoff.$Properties|null);

                    /** RetryPolicy strategy */
                    strategy?: ("exponentialBackoff"|"customizedBackoff");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a RetryPolicy. */
                type $Shape = {
                  maxAttempts?: number|null;
                  exponentialBackoff?: apache.rocketmq.v2.ExponentialBackoff.$Shape|null;
                  customizedBackoff?: apache.rocketmq.v2.CustomizedBackoff.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ strategy?: undefined; exponentialBackoff?: null; customizedBackoff?: null }|{ strategy?: "exponentialBackoff"; exponentialBackoff: apache.rocketmq.v2.ExponentialBackoff.$Shape; customizedBackoff?: null }|{ strategy?: "customizedBackoff"; exponentialBackoff?: null; customizedBackoff: apache.rocketmq.v2.CustomizedBackoff.$Shape })
                );
            }

            /**
             * Properties of an ExponentialBackoff.
             * @deprecated Use apache.rocketmq.v2.ExponentialBackoff.$Properties instead.
             */
            interface IExponentialBackoff extends apache.rocketmq.v2.ExponentialBackoff.$Properties {
            }

            /** Represents an ExponentialBackoff. */
            class ExponentialBackoff {

                /**
                 * Constructs a new ExponentialBackoff.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ExponentialBackoff.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ExponentialBackoff initial. */
                initial?: (google.protobuf.Duration.$Properties|null);

                /** ExponentialBackoff max. */
                max?: (google.protobuf.Duration.$Properties|null);

                /** ExponentialBackoff multiplier. */
                multiplier: number;

                /**
                 * Creates a new ExponentialBackoff instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ExponentialBackoff instance
                 */
                static create(properties: apache.rocketmq.v2.ExponentialBackoff.$Shape): apache.rocketmq.v2.ExponentialBackoff & apache.rocketmq.v2.ExponentialBackoff.$Shape;
                static create(properties?: apache.rocketmq.v2.ExponentialBackoff.$Properties): apache.rocketmq.v2.ExponentialBackoff;

                /**
                 * Encodes the specified ExponentialBackoff message. Does not implicitly {@link apache.rocketmq.v2.ExponentialBackoff.verify|verify} messages.
                 * @param message ExponentialBackoff message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ExponentialBackoff.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ExponentialBackoff message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ExponentialBackoff & apache.rocketmq.v2.ExponentialBackoff.$Shape} ExponentialBackoff
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ExponentialBackoff & apache.rocketmq.v2.ExponentialBackoff.$Shape;
            }

            namespace ExponentialBackoff {

                /** Properties of an ExponentialBackoff. */
                interface $Properties {

                    /** ExponentialBackoff initial */
                    initial?: (google.protobuf.Duration.$Properties|null);

                    /** ExponentialBackoff max */
                    max?: (google.protobuf.Duration.$Properties|null);

                    /** ExponentialBackoff multiplier */
                    multiplier?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ExponentialBackoff. */
                type $Shape = apache.rocketmq.v2.ExponentialBackoff.$Properties;
            }

            /**
             * Properties of a CustomizedBackoff.
             * @deprecated Use apache.rocketmq.v2.CustomizedBackoff.$Properties instead.
             */
            interface ICustomizedBackoff extends apache.rocketmq.v2.CustomizedBackoff.$Properties {
            }

            /** Represents a CustomizedBackoff. */
            class CustomizedBackoff {

                /**
                 * Constructs a new CustomizedBackoff.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.CustomizedBackoff.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CustomizedBackoff next. */
                next: google.protobuf.Duration.$Properties[];

                /**
                 * Creates a new CustomizedBackoff instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns CustomizedBackoff instance
                 */
                static create(properties: apache.rocketmq.v2.CustomizedBackoff.$Shape): apache.rocketmq.v2.CustomizedBackoff & apache.rocketmq.v2.CustomizedBackoff.$Shape;
                static create(properties?: apache.rocketmq.v2.CustomizedBackoff.$Properties): apache.rocketmq.v2.CustomizedBackoff;

                /**
                 * Encodes the specified CustomizedBackoff message. Does not implicitly {@link apache.rocketmq.v2.CustomizedBackoff.verify|verify} messages.
                 * @param message CustomizedBackoff message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.CustomizedBackoff.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CustomizedBackoff message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.CustomizedBackoff & apache.rocketmq.v2.CustomizedBackoff.$Shape} CustomizedBackoff
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.CustomizedBackoff & apache.rocketmq.v2.CustomizedBackoff.$Shape;
            }

            namespace CustomizedBackoff {

                /** Properties of a CustomizedBackoff. */
                interface $Properties {

                    /** CustomizedBackoff next */
                    next?: (google.protobuf.Duration.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CustomizedBackoff. */
                type $Shape = apache.rocketmq.v2.CustomizedBackoff.$Properties;
            }

            /**
             * Properties of a Resource.
             * @deprecated Use apache.rocketmq.v2.Resource.$Properties instead.
             */
            interface IResource extends apache.rocketmq.v2.Resource.$Properties {
            }

            /** Represents a Resource. */
            class Resource {

                /**
                 * Constructs a new Resource.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Resource.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Resource resourceNamespace. */
                resourceNamespace: string;

                /** Resource name. */
                name: string;

                /**
                 * Creates a new Resource instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Resource instance
                 */
                static create(properties: apache.rocketmq.v2.Resource.$Shape): apache.rocketmq.v2.Resource & apache.rocketmq.v2.Resource.$Shape;
                static create(properties?: apache.rocketmq.v2.Resource.$Properties): apache.rocketmq.v2.Resource;

                /**
                 * Encodes the specified Resource message. Does not implicitly {@link apache.rocketmq.v2.Resource.verify|verify} messages.
                 * @param message Resource message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Resource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Resource message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Resource & apache.rocketmq.v2.Resource.$Shape} Resource
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Resource & apache.rocketmq.v2.Resource.$Shape;
            }

            namespace Resource {

                /** Properties of a Resource. */
                interface $Properties {

                    /** Resource resourceNamespace */
                    resourceNamespace?: (string|null);

                    /** Resource name */
                    name?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Resource. */
                type $Shape = apache.rocketmq.v2.Resource.$Properties;
            }

            /**
             * Properties of a SubscriptionEntry.
             * @deprecated Use apache.rocketmq.v2.SubscriptionEntry.$Properties instead.
             */
            interface ISubscriptionEntry extends apache.rocketmq.v2.SubscriptionEntry.$Properties {
            }

            /** Represents a SubscriptionEntry. */
            class SubscriptionEntry {

                /**
                 * Constructs a new SubscriptionEntry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SubscriptionEntry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SubscriptionEntry topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** SubscriptionEntry expression. */
                expression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                /**
                 * Creates a new SubscriptionEntry instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SubscriptionEntry instance
                 */
                static create(properties: apache.rocketmq.v2.SubscriptionEntry.$Shape): apache.rocketmq.v2.SubscriptionEntry & apache.rocketmq.v2.SubscriptionEntry.$Shape;
                static create(properties?: apache.rocketmq.v2.SubscriptionEntry.$Properties): apache.rocketmq.v2.SubscriptionEntry;

                /**
                 * Encodes the specified SubscriptionEntry message. Does not implicitly {@link apache.rocketmq.v2.SubscriptionEntry.verify|verify} messages.
                 * @param message SubscriptionEntry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SubscriptionEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SubscriptionEntry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SubscriptionEntry & apache.rocketmq.v2.SubscriptionEntry.$Shape} SubscriptionEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SubscriptionEntry & apache.rocketmq.v2.SubscriptionEntry.$Shape;
            }

            namespace SubscriptionEntry {

                /** Properties of a SubscriptionEntry. */
                interface $Properties {

                    /** SubscriptionEntry topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** SubscriptionEntry expression */
                    expression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SubscriptionEntry. */
                type $Shape = apache.rocketmq.v2.SubscriptionEntry.$Properties;
            }

            /**
             * Properties of an Address.
             * @deprecated Use apache.rocketmq.v2.Address.$Properties instead.
             */
            interface IAddress extends apache.rocketmq.v2.Address.$Properties {
            }

            /** Represents an Address. */
            class Address {

                /**
                 * Constructs a new Address.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Address.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Address host. */
                host: string;

                /** Address port. */
                port: number;

                /**
                 * Creates a new Address instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Address instance
                 */
                static create(properties: apache.rocketmq.v2.Address.$Shape): apache.rocketmq.v2.Address & apache.rocketmq.v2.Address.$Shape;
                static create(properties?: apache.rocketmq.v2.Address.$Properties): apache.rocketmq.v2.Address;

                /**
                 * Encodes the specified Address message. Does not implicitly {@link apache.rocketmq.v2.Address.verify|verify} messages.
                 * @param message Address message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Address.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Address message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Address & apache.rocketmq.v2.Address.$Shape} Address
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Address & apache.rocketmq.v2.Address.$Shape;
            }

            namespace Address {

                /** Properties of an Address. */
                interface $Properties {

                    /** Address host */
                    host?: (string|null);

                    /** Address port */
                    port?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Address. */
                type $Shape = apache.rocketmq.v2.Address.$Properties;
            }

            /**
             * Properties of an Endpoints.
             * @deprecated Use apache.rocketmq.v2.Endpoints.$Properties instead.
             */
            interface IEndpoints extends apache.rocketmq.v2.Endpoints.$Properties {
            }

            /** Represents an Endpoints. */
            class Endpoints {

                /**
                 * Constructs a new Endpoints.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Endpoints.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Endpoints scheme. */
                scheme: apache.rocketmq.v2.AddressScheme;

                /** Endpoints addresses. */
                addresses: apache.rocketmq.v2.Address.$Properties[];

                /**
                 * Creates a new Endpoints instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Endpoints instance
                 */
                static create(properties: apache.rocketmq.v2.Endpoints.$Shape): apache.rocketmq.v2.Endpoints & apache.rocketmq.v2.Endpoints.$Shape;
                static create(properties?: apache.rocketmq.v2.Endpoints.$Properties): apache.rocketmq.v2.Endpoints;

                /**
                 * Encodes the specified Endpoints message. Does not implicitly {@link apache.rocketmq.v2.Endpoints.verify|verify} messages.
                 * @param message Endpoints message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Endpoints.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Endpoints message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Endpoints & apache.rocketmq.v2.Endpoints.$Shape} Endpoints
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Endpoints & apache.rocketmq.v2.Endpoints.$Shape;
            }

            namespace Endpoints {

                /** Properties of an Endpoints. */
                interface $Properties {

                    /** Endpoints scheme */
                    scheme?: (apache.rocketmq.v2.AddressScheme|null);

                    /** Endpoints addresses */
                    addresses?: (apache.rocketmq.v2.Address.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Endpoints. */
                type $Shape = apache.rocketmq.v2.Endpoints.$Properties;
            }

            /**
             * Properties of a Broker.
             * @deprecated Use apache.rocketmq.v2.Broker.$Properties instead.
             */
            interface IBroker extends apache.rocketmq.v2.Broker.$Properties {
            }

            /** Represents a Broker. */
            class Broker {

                /**
                 * Constructs a new Broker.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Broker.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Broker name. */
                name: string;

                /** Broker id. */
                id: number;

                /** Broker endpoints. */
                endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                /**
                 * Creates a new Broker instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Broker instance
                 */
                static create(properties: apache.rocketmq.v2.Broker.$Shape): apache.rocketmq.v2.Broker & apache.rocketmq.v2.Broker.$Shape;
                static create(properties?: apache.rocketmq.v2.Broker.$Properties): apache.rocketmq.v2.Broker;

                /**
                 * Encodes the specified Broker message. Does not implicitly {@link apache.rocketmq.v2.Broker.verify|verify} messages.
                 * @param message Broker message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Broker.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Broker message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Broker & apache.rocketmq.v2.Broker.$Shape} Broker
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Broker & apache.rocketmq.v2.Broker.$Shape;
            }

            namespace Broker {

                /** Properties of a Broker. */
                interface $Properties {

                    /** Broker name */
                    name?: (string|null);

                    /** Broker id */
                    id?: (number|null);

                    /** Broker endpoints */
                    endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Broker. */
                type $Shape = apache.rocketmq.v2.Broker.$Properties;
            }

            /**
             * Properties of a MessageQueue.
             * @deprecated Use apache.rocketmq.v2.MessageQueue.$Properties instead.
             */
            interface IMessageQueue extends apache.rocketmq.v2.MessageQueue.$Properties {
            }

            /** Represents a MessageQueue. */
            class MessageQueue {

                /**
                 * Constructs a new MessageQueue.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.MessageQueue.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MessageQueue topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** MessageQueue id. */
                id: number;

                /** MessageQueue permission. */
                permission: apache.rocketmq.v2.Permission;

                /** MessageQueue broker. */
                broker?: (apache.rocketmq.v2.Broker.$Properties|null);

                /** MessageQueue acceptMessageTypes. */
                acceptMessageTypes: apache.rocketmq.v2.MessageType[];

                /**
                 * Creates a new MessageQueue instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns MessageQueue instance
                 */
                static create(properties: apache.rocketmq.v2.MessageQueue.$Shape): apache.rocketmq.v2.MessageQueue & apache.rocketmq.v2.MessageQueue.$Shape;
                static create(properties?: apache.rocketmq.v2.MessageQueue.$Properties): apache.rocketmq.v2.MessageQueue;

                /**
                 * Encodes the specified MessageQueue message. Does not implicitly {@link apache.rocketmq.v2.MessageQueue.verify|verify} messages.
                 * @param message MessageQueue message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.MessageQueue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MessageQueue message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.MessageQueue & apache.rocketmq.v2.MessageQueue.$Shape} MessageQueue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.MessageQueue & apache.rocketmq.v2.MessageQueue.$Shape;
            }

            namespace MessageQueue {

                /** Properties of a MessageQueue. */
                interface $Properties {

                    /** MessageQueue topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** MessageQueue id */
                    id?: (number|null);

                    /** MessageQueue permission */
                    permission?: (apache.rocketmq.v2.Permission|null);

                    /** MessageQueue broker */
                    broker?: (apache.rocketmq.v2.Broker.$Properties|null);

                    /** MessageQueue acceptMessageTypes */
                    acceptMessageTypes?: (apache.rocketmq.v2.MessageType[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MessageQueue. */
                type $Shape = apache.rocketmq.v2.MessageQueue.$Properties;
            }

            /**
             * Properties of a Digest.
             * @deprecated Use apache.rocketmq.v2.Digest.$Properties instead.
             */
            interface IDigest extends apache.rocketmq.v2.Digest.$Properties {
            }

            /** Represents a Digest. */
            class Digest {

                /**
                 * Constructs a new Digest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Digest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Digest type. */
                type: apache.rocketmq.v2.DigestType;

                /** Digest checksum. */
                checksum: string;

                /**
                 * Creates a new Digest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Digest instance
                 */
                static create(properties: apache.rocketmq.v2.Digest.$Shape): apache.rocketmq.v2.Digest & apache.rocketmq.v2.Digest.$Shape;
                static create(properties?: apache.rocketmq.v2.Digest.$Properties): apache.rocketmq.v2.Digest;

                /**
                 * Encodes the specified Digest message. Does not implicitly {@link apache.rocketmq.v2.Digest.verify|verify} messages.
                 * @param message Digest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Digest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Digest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Digest & apache.rocketmq.v2.Digest.$Shape} Digest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Digest & apache.rocketmq.v2.Digest.$Shape;
            }

            namespace Digest {

                /** Properties of a Digest. */
                interface $Properties {

                    /** Digest type */
                    type?: (apache.rocketmq.v2.DigestType|null);

                    /** Digest checksum */
                    checksum?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Digest. */
                type $Shape = apache.rocketmq.v2.Digest.$Properties;
            }

            /**
             * Properties of a SystemProperties.
             * @deprecated Use apache.rocketmq.v2.SystemProperties.$Properties instead.
             */
            interface ISystemProperties extends apache.rocketmq.v2.SystemProperties.$Properties {
            }

            /** Represents a SystemProperties. */
            class SystemProperties {

                /**
                 * Constructs a new SystemProperties.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SystemProperties.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SystemProperties tag. */
                tag?: (string|null);

                /** SystemProperties keys. */
                keys: string[];

                /** SystemProperties messageId. */
                messageId: string;

                /** SystemProperties bodyDigest. */
                bodyDigest?: (apache.rocketmq.v2.Digest.$Properties|null);

                /** SystemProperties bodyEncoding. */
                bodyEncoding: apache.rocketmq.v2.Encoding;

                /** SystemProperties messageType. */
                messageType: apache.rocketmq.v2.MessageType;

                /** SystemProperties bornTimestamp. */
                bornTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                /** SystemProperties bornHost. */
                bornHost: string;

                /** SystemProperties storeTimestamp. */
                storeTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                /** SystemProperties storeHost. */
                storeHost: string;

                /** SystemProperties deliveryTimestamp. */
                deliveryTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                /** SystemProperties receiptHandle. */
                receiptHandle?: (string|null);

                /** SystemProperties queueId. */
                queueId: number;

                /** SystemProperties queueOffset. */
                queueOffset?: (number|Long|null);

                /** SystemProperties invisibleDuration. */
                invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                /** SystemProperties deliveryAttempt. */
                deliveryAttempt?: (number|null);

                /** SystemProperties messageGroup. */
                messageGroup?: (string|null);

                /** SystemProperties traceContext. */
                traceContext?: (string|null);

                /** SystemProperties orphanedTransactionRecoveryDuration. */
                orphanedTransactionRecoveryDuration?: (google.protobuf.Duration.$Properties|null);

                /** SystemProperties deadLetterQueue. */
                deadLetterQueue?: (apache.rocketmq.v2.DeadLetterQueue.$Properties|null);

                /** SystemProperties liteTopic. */
                liteTopic?: (string|null);

                /** SystemProperties priority. */
                priority?: (number|null);

                /**
                 * Creates a new SystemProperties instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SystemProperties instance
                 */
                static create(properties: apache.rocketmq.v2.SystemProperties.$Shape): apache.rocketmq.v2.SystemProperties & apache.rocketmq.v2.SystemProperties.$Shape;
                static create(properties?: apache.rocketmq.v2.SystemProperties.$Properties): apache.rocketmq.v2.SystemProperties;

                /**
                 * Encodes the specified SystemProperties message. Does not implicitly {@link apache.rocketmq.v2.SystemProperties.verify|verify} messages.
                 * @param message SystemProperties message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SystemProperties.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SystemProperties message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SystemProperties & apache.rocketmq.v2.SystemProperties.$Shape} SystemProperties
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SystemProperties & apache.rocketmq.v2.SystemProperties.$Shape;
            }

            namespace SystemProperties {

                /** Properties of a SystemProperties. */
                interface $Properties {

                    /** SystemProperties tag */
                    tag?: (string|null);

                    /** SystemProperties keys */
                    keys?: (string[]|null);

                    /** SystemProperties messageId */
                    messageId?: (string|null);

                    /** SystemProperties bodyDigest */
                    bodyDigest?: (apache.rocketmq.v2.Digest.$Properties|null);

                    /** SystemProperties bodyEncoding */
                    bodyEncoding?: (apache.rocketmq.v2.Encoding|null);

                    /** SystemProperties messageType */
                    messageType?: (apache.rocketmq.v2.MessageType|null);

                    /** SystemProperties bornTimestamp */
                    bornTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                    /** SystemProperties bornHost */
                    bornHost?: (string|null);

                    /** SystemProperties storeTimestamp */
                    storeTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                    /** SystemProperties storeHost */
                    storeHost?: (string|null);

                    /** SystemProperties deliveryTimestamp */
                    deliveryTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                    /** SystemProperties receiptHandle */
                    receiptHandle?: (string|null);

                    /** SystemProperties queueId */
                    queueId?: (number|null);

                    /** SystemProperties queueOffset */
                    queueOffset?: (number|Long|null);

                    /** SystemProperties invisibleDuration */
                    invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                    /** SystemProperties deliveryAttempt */
                    deliveryAttempt?: (number|null);

                    /** SystemProperties messageGroup */
                    messageGroup?: (string|null);

                    /** SystemProperties traceContext */
                    traceContext?: (string|null);

                    /** SystemProperties orphanedTransactionRecoveryDuration */
                    orphanedTransactionRecoveryDuration?: (google.protobuf.Duration.$Properties|null);

                    /** SystemProperties deadLetterQueue */
                    deadLetterQueue?: (apache.rocketmq.v2.DeadLetterQueue.$Properties|null);

                    /** SystemProperties liteTopic */
                    liteTopic?: (string|null);

                    /** SystemProperties priority */
                    priority?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SystemProperties. */
                type $Shape = apache.rocketmq.v2.SystemProperties.$Properties;
            }

            /**
             * Properties of a DeadLetterQueue.
             * @deprecated Use apache.rocketmq.v2.DeadLetterQueue.$Properties instead.
             */
            interface IDeadLetterQueue extends apache.rocketmq.v2.DeadLetterQueue.$Properties {
            }

            /** Represents a DeadLetterQueue. */
            class DeadLetterQueue {

                /**
                 * Constructs a new DeadLetterQueue.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.DeadLetterQueue.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeadLetterQueue topic. */
                topic: string;

                /** DeadLetterQueue messageId. */
                messageId: string;

                /**
                 * Creates a new DeadLetterQueue instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeadLetterQueue instance
                 */
                static create(properties: apache.rocketmq.v2.DeadLetterQueue.$Shape): apache.rocketmq.v2.DeadLetterQueue & apache.rocketmq.v2.DeadLetterQueue.$Shape;
                static create(properties?: apache.rocketmq.v2.DeadLetterQueue.$Properties): apache.rocketmq.v2.DeadLetterQueue;

                /**
                 * Encodes the specified DeadLetterQueue message. Does not implicitly {@link apache.rocketmq.v2.DeadLetterQueue.verify|verify} messages.
                 * @param message DeadLetterQueue message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.DeadLetterQueue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeadLetterQueue message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.DeadLetterQueue & apache.rocketmq.v2.DeadLetterQueue.$Shape} DeadLetterQueue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.DeadLetterQueue & apache.rocketmq.v2.DeadLetterQueue.$Shape;
            }

            namespace DeadLetterQueue {

                /** Properties of a DeadLetterQueue. */
                interface $Properties {

                    /** DeadLetterQueue topic */
                    topic?: (string|null);

                    /** DeadLetterQueue messageId */
                    messageId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeadLetterQueue. */
                type $Shape = apache.rocketmq.v2.DeadLetterQueue.$Properties;
            }

            /**
             * Properties of a Message.
             * @deprecated Use apache.rocketmq.v2.Message.$Properties instead.
             */
            interface IMessage extends apache.rocketmq.v2.Message.$Properties {
            }

            /** Represents a Message. */
            class Message {

                /**
                 * Constructs a new Message.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Message.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Message topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** Message userProperties. */
                userProperties: { [k: string]: string };

                /** Message systemProperties. */
                systemProperties?: (apache.rocketmq.v2.SystemProperties.$Properties|null);

                /** Message body. */
                body: Uint8Array;

                /**
                 * Creates a new Message instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Message instance
                 */
                static create(properties: apache.rocketmq.v2.Message.$Shape): apache.rocketmq.v2.Message & apache.rocketmq.v2.Message.$Shape;
                static create(properties?: apache.rocketmq.v2.Message.$Properties): apache.rocketmq.v2.Message;

                /**
                 * Encodes the specified Message message. Does not implicitly {@link apache.rocketmq.v2.Message.verify|verify} messages.
                 * @param message Message message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Message.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Message message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Message & apache.rocketmq.v2.Message.$Shape} Message
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Message & apache.rocketmq.v2.Message.$Shape;
            }

            namespace Message {

                /** Properties of a Message. */
                interface $Properties {

                    /** Message topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** Message userProperties */
                    userProperties?: ({ [k: string]: string }|null);

                    /** Message systemProperties */
                    systemProperties?: (apache.rocketmq.v2.SystemProperties.$Properties|null);

                    /** Message body */
                    body?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Message. */
                type $Shape = apache.rocketmq.v2.Message.$Properties;
            }

            /**
             * Properties of an Assignment.
             * @deprecated Use apache.rocketmq.v2.Assignment.$Properties instead.
             */
            interface IAssignment extends apache.rocketmq.v2.Assignment.$Properties {
            }

            /** Represents an Assignment. */
            class Assignment {

                /**
                 * Constructs a new Assignment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Assignment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Assignment messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /**
                 * Creates a new Assignment instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Assignment instance
                 */
                static create(properties: apache.rocketmq.v2.Assignment.$Shape): apache.rocketmq.v2.Assignment & apache.rocketmq.v2.Assignment.$Shape;
                static create(properties?: apache.rocketmq.v2.Assignment.$Properties): apache.rocketmq.v2.Assignment;

                /**
                 * Encodes the specified Assignment message. Does not implicitly {@link apache.rocketmq.v2.Assignment.verify|verify} messages.
                 * @param message Assignment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Assignment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Assignment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Assignment & apache.rocketmq.v2.Assignment.$Shape} Assignment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Assignment & apache.rocketmq.v2.Assignment.$Shape;
            }

            namespace Assignment {

                /** Properties of an Assignment. */
                interface $Properties {

                    /** Assignment messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Assignment. */
                type $Shape = apache.rocketmq.v2.Assignment.$Properties;
            }

            /**
             * Properties of a Status.
             * @deprecated Use apache.rocketmq.v2.Status.$Properties instead.
             */
            interface IStatus extends apache.rocketmq.v2.Status.$Properties {
            }

            /** Represents a Status. */
            class Status {

                /**
                 * Constructs a new Status.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Status.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Status code. */
                code: apache.rocketmq.v2.Code;

                /** Status message. */
                message: string;

                /**
                 * Creates a new Status instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Status instance
                 */
                static create(properties: apache.rocketmq.v2.Status.$Shape): apache.rocketmq.v2.Status & apache.rocketmq.v2.Status.$Shape;
                static create(properties?: apache.rocketmq.v2.Status.$Properties): apache.rocketmq.v2.Status;

                /**
                 * Encodes the specified Status message. Does not implicitly {@link apache.rocketmq.v2.Status.verify|verify} messages.
                 * @param message Status message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Status message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Status & apache.rocketmq.v2.Status.$Shape} Status
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Status & apache.rocketmq.v2.Status.$Shape;
            }

            namespace Status {

                /** Properties of a Status. */
                interface $Properties {

                    /** Status code */
                    code?: (apache.rocketmq.v2.Code|null);

                    /** Status message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Status. */
                type $Shape = apache.rocketmq.v2.Status.$Properties;
            }

            /**
             * Properties of a UA.
             * @deprecated Use apache.rocketmq.v2.UA.$Properties instead.
             */
            interface IUA extends apache.rocketmq.v2.UA.$Properties {
            }

            /** Represents a UA. */
            class UA {

                /**
                 * Constructs a new UA.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.UA.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UA language. */
                language: apache.rocketmq.v2.Language;

                /** UA version. */
                version: string;

                /** UA platform. */
                platform: string;

                /** UA hostname. */
                hostname: string;

                /**
                 * Creates a new UA instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UA instance
                 */
                static create(properties: apache.rocketmq.v2.UA.$Shape): apache.rocketmq.v2.UA & apache.rocketmq.v2.UA.$Shape;
                static create(properties?: apache.rocketmq.v2.UA.$Properties): apache.rocketmq.v2.UA;

                /**
                 * Encodes the specified UA message. Does not implicitly {@link apache.rocketmq.v2.UA.verify|verify} messages.
                 * @param message UA message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.UA.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UA message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UA & apache.rocketmq.v2.UA.$Shape} UA
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.UA & apache.rocketmq.v2.UA.$Shape;
            }

            namespace UA {

                /** Properties of a UA. */
                interface $Properties {

                    /** UA language */
                    language?: (apache.rocketmq.v2.Language|null);

                    /** UA version */
                    version?: (string|null);

                    /** UA platform */
                    platform?: (string|null);

                    /** UA hostname */
                    hostname?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UA. */
                type $Shape = apache.rocketmq.v2.UA.$Properties;
            }

            /**
             * Properties of a Settings.
             * @deprecated Use apache.rocketmq.v2.Settings.$Properties instead.
             */
            interface ISettings extends apache.rocketmq.v2.Settings.$Properties {
            }

            /** Represents a Settings. */
            class Settings {

                /**
                 * Constructs a new Settings.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Settings.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Settings clientType. */
                clientType?: (apache.rocketmq.v2.ClientType|null);

                /** Settings accessPoint. */
                accessPoint?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                /** Settings backoffPolicy. */
                backoffPolicy?: (apache.rocketmq.v2.RetryPolicy.$Properties|null);

                /** Settings requestTimeout. */
                requestTimeout?: (google.protobuf.Duration.$Properties|null);

                /** Settings publishing. */
                publishing?: (apache.rocketmq.v2.Publishing.$Properties|null);

                /** Settings subscription. */
                subscription?: (apache.rocketmq.v2.Subscription.$Properties|null);

                /** Settings userAgent. */
                userAgent?: (apache.rocketmq.v2.UA.$Properties|null);

                /** Settings metric. */
                metric?: (apache.rocketmq.v2.Metric.$Properties|null);

                /** Settings clientProperties. */
                clientProperties: { [k: string]: string };

                /** Settings pubSub. */
                pubSub?: ("publishing"|"subscription");

                /**
                 * Creates a new Settings instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Settings instance
                 */
                static create(properties: apache.rocketmq.v2.Settings.$Shape): apache.rocketmq.v2.Settings & apache.rocketmq.v2.Settings.$Shape;
                static create(properties?: apache.rocketmq.v2.Settings.$Properties): apache.rocketmq.v2.Settings;

                /**
                 * Encodes the specified Settings message. Does not implicitly {@link apache.rocketmq.v2.Settings.verify|verify} messages.
                 * @param message Settings message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Settings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Settings message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Settings & apache.rocketmq.v2.Settings.$Shape} Settings
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Settings & apache.rocketmq.v2.Settings.$Shape;
            }

            namespace Settings {

                /** Properties of a Settings. */
                interface $Properties {

                    /** Settings clientType */
                    clientType?: (apache.rocketmq.v2.ClientType|null);

                    /** Settings accessPoint */
                    accessPoint?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                    /** Settings backoffPolicy */
                    backoffPolicy?: (apache.rocketmq.v2.RetryPolicy.$Properties|null);

                    /** Settings requestTimeout */
                    requestTimeout?: (google.protobuf.Duration.$Properties|null);

                    /** Settings publishing */
                    publishing?: (apache.rocketmq.v2.Publishing.$Properties|null);

                    /** Settings subscription */
                    subscription?: (apache.rocketmq.v2.Subscription.$Properties|null);

                    /** Settings userAgent */
                    userAgent?: (apache.rocketmq.v2.UA.$Properties|null);

                    /** Settings metric */
                    metric?: (apache.rocketmq.v2.Metric.$Properties|null);

                    /** Settings clientProperties */
                    clientProperties?: ({ [k: string]: string }|null);

                    /** Settings pubSub */
                    pubSub?: ("publishing"|"subscription");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Settings. */
                type $Shape = {
                  clientType?: apache.rocketmq.v2.ClientType|null;
                  accessPoint?: apache.rocketmq.v2.Endpoints.$Shape|null;
                  backoffPolicy?: apache.rocketmq.v2.RetryPolicy.$Shape|null;
                  requestTimeout?: google.protobuf.Duration.$Shape|null;
                  publishing?: apache.rocketmq.v2.Publishing.$Shape|null;
                  subscription?: apache.rocketmq.v2.Subscription.$Shape|null;
                  userAgent?: apache.rocketmq.v2.UA.$Shape|null;
                  metric?: apache.rocketmq.v2.Metric.$Shape|null;
                  clientProperties?: { [k: string]: string }|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ pubSub?: undefined; publishing?: null; subscription?: null }|{ pubSub?: "publishing"; publishing: apache.rocketmq.v2.Publishing.$Shape; subscription?: null }|{ pubSub?: "subscription"; publishing?: null; subscription: apache.rocketmq.v2.Subscription.$Shape })
                );
            }

            /**
             * Properties of a Publishing.
             * @deprecated Use apache.rocketmq.v2.Publishing.$Properties instead.
             */
            interface IPublishing extends apache.rocketmq.v2.Publishing.$Properties {
            }

            /** Represents a Publishing. */
            class Publishing {

                /**
                 * Constructs a new Publishing.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Publishing.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Publishing topics. */
                topics: apache.rocketmq.v2.Resource.$Properties[];

                /** Publishing maxBodySize. */
                maxBodySize: number;

                /** Publishing validateMessageType. */
                validateMessageType: boolean;

                /**
                 * Creates a new Publishing instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Publishing instance
                 */
                static create(properties: apache.rocketmq.v2.Publishing.$Shape): apache.rocketmq.v2.Publishing & apache.rocketmq.v2.Publishing.$Shape;
                static create(properties?: apache.rocketmq.v2.Publishing.$Properties): apache.rocketmq.v2.Publishing;

                /**
                 * Encodes the specified Publishing message. Does not implicitly {@link apache.rocketmq.v2.Publishing.verify|verify} messages.
                 * @param message Publishing message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Publishing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Publishing message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Publishing & apache.rocketmq.v2.Publishing.$Shape} Publishing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Publishing & apache.rocketmq.v2.Publishing.$Shape;
            }

            namespace Publishing {

                /** Properties of a Publishing. */
                interface $Properties {

                    /** Publishing topics */
                    topics?: (apache.rocketmq.v2.Resource.$Properties[]|null);

                    /** Publishing maxBodySize */
                    maxBodySize?: (number|null);

                    /** Publishing validateMessageType */
                    validateMessageType?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Publishing. */
                type $Shape = apache.rocketmq.v2.Publishing.$Properties;
            }

            /**
             * Properties of a Subscription.
             * @deprecated Use apache.rocketmq.v2.Subscription.$Properties instead.
             */
            interface ISubscription extends apache.rocketmq.v2.Subscription.$Properties {
            }

            /** Represents a Subscription. */
            class Subscription {

                /**
                 * Constructs a new Subscription.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Subscription.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Subscription group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** Subscription subscriptions. */
                subscriptions: apache.rocketmq.v2.SubscriptionEntry.$Properties[];

                /** Subscription fifo. */
                fifo?: (boolean|null);

                /** Subscription receiveBatchSize. */
                receiveBatchSize?: (number|null);

                /** Subscription longPollingTimeout. */
                longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                /** Subscription liteSubscriptionQuota. */
                liteSubscriptionQuota?: (number|null);

                /** Subscription maxLiteTopicSize. */
                maxLiteTopicSize?: (number|null);

                /**
                 * Creates a new Subscription instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Subscription instance
                 */
                static create(properties: apache.rocketmq.v2.Subscription.$Shape): apache.rocketmq.v2.Subscription & apache.rocketmq.v2.Subscription.$Shape;
                static create(properties?: apache.rocketmq.v2.Subscription.$Properties): apache.rocketmq.v2.Subscription;

                /**
                 * Encodes the specified Subscription message. Does not implicitly {@link apache.rocketmq.v2.Subscription.verify|verify} messages.
                 * @param message Subscription message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Subscription.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Subscription message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Subscription & apache.rocketmq.v2.Subscription.$Shape} Subscription
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Subscription & apache.rocketmq.v2.Subscription.$Shape;
            }

            namespace Subscription {

                /** Properties of a Subscription. */
                interface $Properties {

                    /** Subscription group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** Subscription subscriptions */
                    subscriptions?: (apache.rocketmq.v2.SubscriptionEntry.$Properties[]|null);

                    /** Subscription fifo */
                    fifo?: (boolean|null);

                    /** Subscription receiveBatchSize */
                    receiveBatchSize?: (number|null);

                    /** Subscription longPollingTimeout */
                    longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                    /** Subscription liteSubscriptionQuota */
                    liteSubscriptionQuota?: (number|null);

                    /** Subscription maxLiteTopicSize */
                    maxLiteTopicSize?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Subscription. */
                type $Shape = apache.rocketmq.v2.Subscription.$Properties;
            }

            /**
             * Properties of a Metric.
             * @deprecated Use apache.rocketmq.v2.Metric.$Properties instead.
             */
            interface IMetric extends apache.rocketmq.v2.Metric.$Properties {
            }

            /** Represents a Metric. */
            class Metric {

                /**
                 * Constructs a new Metric.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.Metric.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Metric on. */
                on: boolean;

                /** Metric endpoints. */
                endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                /**
                 * Creates a new Metric instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Metric instance
                 */
                static create(properties: apache.rocketmq.v2.Metric.$Shape): apache.rocketmq.v2.Metric & apache.rocketmq.v2.Metric.$Shape;
                static create(properties?: apache.rocketmq.v2.Metric.$Properties): apache.rocketmq.v2.Metric;

                /**
                 * Encodes the specified Metric message. Does not implicitly {@link apache.rocketmq.v2.Metric.verify|verify} messages.
                 * @param message Metric message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.Metric.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Metric message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Metric & apache.rocketmq.v2.Metric.$Shape} Metric
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.Metric & apache.rocketmq.v2.Metric.$Shape;
            }

            namespace Metric {

                /** Properties of a Metric. */
                interface $Properties {

                    /** Metric on */
                    on?: (boolean|null);

                    /** Metric endpoints */
                    endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Metric. */
                type $Shape = apache.rocketmq.v2.Metric.$Properties;
            }

            /**
             * Properties of an OffsetOption.
             * @deprecated Use apache.rocketmq.v2.OffsetOption.$Properties instead.
             */
            interface IOffsetOption extends apache.rocketmq.v2.OffsetOption.$Properties {
            }

            /** Represents an OffsetOption. */
            class OffsetOption {

                /**
                 * Constructs a new OffsetOption.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.OffsetOption.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OffsetOption policy. */
                policy?: (apache.rocketmq.v2.OffsetOption.Policy|null);

                /** OffsetOption offset. */
                offset?: (number|Long|null);

                /** OffsetOption tailN. */
                tailN?: (number|Long|null);

                /** OffsetOption timestamp. */
                timestamp?: (number|Long|null);

                /** OffsetOption offsetType. */
                offsetType?: ("policy"|"offset"|"tailN"|"timestamp");

                /**
                 * Creates a new OffsetOption instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns OffsetOption instance
                 */
                static create(properties: apache.rocketmq.v2.OffsetOption.$Shape): apache.rocketmq.v2.OffsetOption & apache.rocketmq.v2.OffsetOption.$Shape;
                static create(properties?: apache.rocketmq.v2.OffsetOption.$Properties): apache.rocketmq.v2.OffsetOption;

                /**
                 * Encodes the specified OffsetOption message. Does not implicitly {@link apache.rocketmq.v2.OffsetOption.verify|verify} messages.
                 * @param message OffsetOption message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.OffsetOption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OffsetOption message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.OffsetOption & apache.rocketmq.v2.OffsetOption.$Shape} OffsetOption
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.OffsetOption & apache.rocketmq.v2.OffsetOption.$Shape;
            }

            namespace OffsetOption {

                /** Properties of an OffsetOption. */
                interface $Properties {

                    /** OffsetOption policy */
                    policy?: (apache.rocketmq.v2.OffsetOption.Policy|null);

                    /** OffsetOption offset */
                    offset?: (number|Long|null);

                    /** OffsetOption tailN */
                    tailN?: (number|Long|null);

                    /** OffsetOption timestamp */
                    timestamp?: (number|Long|null);

                    /** OffsetOption offsetType */
                    offsetType?: ("policy"|"offset"|"tailN"|"timestamp");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an OffsetOption. */
                type $Shape = {
                  policy?: apache.rocketmq.v2.OffsetOption.Policy|null;
                  offset?: number|Long|null;
                  tailN?: number|Long|null;
                  timestamp?: number|Long|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ offsetType?: undefined; policy?: null; offset?: null; tailN?: null; timestamp?: null }|{ offsetType?: "policy"; policy: apache.rocketmq.v2.OffsetOption.Policy; offset?: null; tailN?: null; timestamp?: null }|{ offsetType?: "offset"; policy?: null; offset: number|Long; tailN?: null; timestamp?: null }|{ offsetType?: "tailN"; policy?: null; offset?: null; tailN: number|Long; timestamp?: null }|{ offsetType?: "timestamp"; policy?: null; offset?: null; tailN?: null; timestamp: number|Long })
                );

                /** Policy enum. */
                enum Policy {

                    /** LAST value */
                    LAST = 0,

                    /** MIN value */
                    MIN = 1,

                    /** MAX value */
                    MAX = 2
                }
            }

            /**
             * Properties of a QueryRouteRequest.
             * @deprecated Use apache.rocketmq.v2.QueryRouteRequest.$Properties instead.
             */
            interface IQueryRouteRequest extends apache.rocketmq.v2.QueryRouteRequest.$Properties {
            }

            /** Represents a QueryRouteRequest. */
            class QueryRouteRequest {

                /**
                 * Constructs a new QueryRouteRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryRouteRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryRouteRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** QueryRouteRequest endpoints. */
                endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                /**
                 * Creates a new QueryRouteRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryRouteRequest instance
                 */
                static create(properties: apache.rocketmq.v2.QueryRouteRequest.$Shape): apache.rocketmq.v2.QueryRouteRequest & apache.rocketmq.v2.QueryRouteRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryRouteRequest.$Properties): apache.rocketmq.v2.QueryRouteRequest;

                /**
                 * Encodes the specified QueryRouteRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryRouteRequest.verify|verify} messages.
                 * @param message QueryRouteRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryRouteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryRouteRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryRouteRequest & apache.rocketmq.v2.QueryRouteRequest.$Shape} QueryRouteRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryRouteRequest & apache.rocketmq.v2.QueryRouteRequest.$Shape;
            }

            namespace QueryRouteRequest {

                /** Properties of a QueryRouteRequest. */
                interface $Properties {

                    /** QueryRouteRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** QueryRouteRequest endpoints */
                    endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryRouteRequest. */
                type $Shape = apache.rocketmq.v2.QueryRouteRequest.$Properties;
            }

            /**
             * Properties of a QueryRouteResponse.
             * @deprecated Use apache.rocketmq.v2.QueryRouteResponse.$Properties instead.
             */
            interface IQueryRouteResponse extends apache.rocketmq.v2.QueryRouteResponse.$Properties {
            }

            /** Represents a QueryRouteResponse. */
            class QueryRouteResponse {

                /**
                 * Constructs a new QueryRouteResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryRouteResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryRouteResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** QueryRouteResponse messageQueues. */
                messageQueues: apache.rocketmq.v2.MessageQueue.$Properties[];

                /**
                 * Creates a new QueryRouteResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryRouteResponse instance
                 */
                static create(properties: apache.rocketmq.v2.QueryRouteResponse.$Shape): apache.rocketmq.v2.QueryRouteResponse & apache.rocketmq.v2.QueryRouteResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryRouteResponse.$Properties): apache.rocketmq.v2.QueryRouteResponse;

                /**
                 * Encodes the specified QueryRouteResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryRouteResponse.verify|verify} messages.
                 * @param message QueryRouteResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryRouteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryRouteResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryRouteResponse & apache.rocketmq.v2.QueryRouteResponse.$Shape} QueryRouteResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryRouteResponse & apache.rocketmq.v2.QueryRouteResponse.$Shape;
            }

            namespace QueryRouteResponse {

                /** Properties of a QueryRouteResponse. */
                interface $Properties {

                    /** QueryRouteResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** QueryRouteResponse messageQueues */
                    messageQueues?: (apache.rocketmq.v2.MessageQueue.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryRouteResponse. */
                type $Shape = apache.rocketmq.v2.QueryRouteResponse.$Properties;
            }

            /**
             * Properties of a SendMessageRequest.
             * @deprecated Use apache.rocketmq.v2.SendMessageRequest.$Properties instead.
             */
            interface ISendMessageRequest extends apache.rocketmq.v2.SendMessageRequest.$Properties {
            }

            /** Represents a SendMessageRequest. */
            class SendMessageRequest {

                /**
                 * Constructs a new SendMessageRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SendMessageRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendMessageRequest messages. */
                messages: apache.rocketmq.v2.Message.$Properties[];

                /**
                 * Creates a new SendMessageRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SendMessageRequest instance
                 */
                static create(properties: apache.rocketmq.v2.SendMessageRequest.$Shape): apache.rocketmq.v2.SendMessageRequest & apache.rocketmq.v2.SendMessageRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.SendMessageRequest.$Properties): apache.rocketmq.v2.SendMessageRequest;

                /**
                 * Encodes the specified SendMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.SendMessageRequest.verify|verify} messages.
                 * @param message SendMessageRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SendMessageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendMessageRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendMessageRequest & apache.rocketmq.v2.SendMessageRequest.$Shape} SendMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SendMessageRequest & apache.rocketmq.v2.SendMessageRequest.$Shape;
            }

            namespace SendMessageRequest {

                /** Properties of a SendMessageRequest. */
                interface $Properties {

                    /** SendMessageRequest messages */
                    messages?: (apache.rocketmq.v2.Message.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendMessageRequest. */
                type $Shape = apache.rocketmq.v2.SendMessageRequest.$Properties;
            }

            /**
             * Properties of a SendResultEntry.
             * @deprecated Use apache.rocketmq.v2.SendResultEntry.$Properties instead.
             */
            interface ISendResultEntry extends apache.rocketmq.v2.SendResultEntry.$Properties {
            }

            /** Represents a SendResultEntry. */
            class SendResultEntry {

                /**
                 * Constructs a new SendResultEntry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SendResultEntry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendResultEntry status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** SendResultEntry messageId. */
                messageId: string;

                /** SendResultEntry transactionId. */
                transactionId: string;

                /** SendResultEntry offset. */
                offset: (number|Long);

                /** SendResultEntry recallHandle. */
                recallHandle: string;

                /**
                 * Creates a new SendResultEntry instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SendResultEntry instance
                 */
                static create(properties: apache.rocketmq.v2.SendResultEntry.$Shape): apache.rocketmq.v2.SendResultEntry & apache.rocketmq.v2.SendResultEntry.$Shape;
                static create(properties?: apache.rocketmq.v2.SendResultEntry.$Properties): apache.rocketmq.v2.SendResultEntry;

                /**
                 * Encodes the specified SendResultEntry message. Does not implicitly {@link apache.rocketmq.v2.SendResultEntry.verify|verify} messages.
                 * @param message SendResultEntry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SendResultEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendResultEntry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendResultEntry & apache.rocketmq.v2.SendResultEntry.$Shape} SendResultEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SendResultEntry & apache.rocketmq.v2.SendResultEntry.$Shape;
            }

            namespace SendResultEntry {

                /** Properties of a SendResultEntry. */
                interface $Properties {

                    /** SendResultEntry status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** SendResultEntry messageId */
                    messageId?: (string|null);

                    /** SendResultEntry transactionId */
                    transactionId?: (string|null);

                    /** SendResultEntry offset */
                    offset?: (number|Long|null);

                    /** SendResultEntry recallHandle */
                    recallHandle?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendResultEntry. */
                type $Shape = apache.rocketmq.v2.SendResultEntry.$Properties;
            }

            /**
             * Properties of a SendMessageResponse.
             * @deprecated Use apache.rocketmq.v2.SendMessageResponse.$Properties instead.
             */
            interface ISendMessageResponse extends apache.rocketmq.v2.SendMessageResponse.$Properties {
            }

            /** Represents a SendMessageResponse. */
            class SendMessageResponse {

                /**
                 * Constructs a new SendMessageResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SendMessageResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendMessageResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** SendMessageResponse entries. */
                entries: apache.rocketmq.v2.SendResultEntry.$Properties[];

                /**
                 * Creates a new SendMessageResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SendMessageResponse instance
                 */
                static create(properties: apache.rocketmq.v2.SendMessageResponse.$Shape): apache.rocketmq.v2.SendMessageResponse & apache.rocketmq.v2.SendMessageResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.SendMessageResponse.$Properties): apache.rocketmq.v2.SendMessageResponse;

                /**
                 * Encodes the specified SendMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.SendMessageResponse.verify|verify} messages.
                 * @param message SendMessageResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SendMessageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendMessageResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendMessageResponse & apache.rocketmq.v2.SendMessageResponse.$Shape} SendMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SendMessageResponse & apache.rocketmq.v2.SendMessageResponse.$Shape;
            }

            namespace SendMessageResponse {

                /** Properties of a SendMessageResponse. */
                interface $Properties {

                    /** SendMessageResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** SendMessageResponse entries */
                    entries?: (apache.rocketmq.v2.SendResultEntry.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendMessageResponse. */
                type $Shape = apache.rocketmq.v2.SendMessageResponse.$Properties;
            }

            /**
             * Properties of a QueryAssignmentRequest.
             * @deprecated Use apache.rocketmq.v2.QueryAssignmentRequest.$Properties instead.
             */
            interface IQueryAssignmentRequest extends apache.rocketmq.v2.QueryAssignmentRequest.$Properties {
            }

            /** Represents a QueryAssignmentRequest. */
            class QueryAssignmentRequest {

                /**
                 * Constructs a new QueryAssignmentRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryAssignmentRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryAssignmentRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** QueryAssignmentRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** QueryAssignmentRequest endpoints. */
                endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                /**
                 * Creates a new QueryAssignmentRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryAssignmentRequest instance
                 */
                static create(properties: apache.rocketmq.v2.QueryAssignmentRequest.$Shape): apache.rocketmq.v2.QueryAssignmentRequest & apache.rocketmq.v2.QueryAssignmentRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryAssignmentRequest.$Properties): apache.rocketmq.v2.QueryAssignmentRequest;

                /**
                 * Encodes the specified QueryAssignmentRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryAssignmentRequest.verify|verify} messages.
                 * @param message QueryAssignmentRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryAssignmentRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryAssignmentRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryAssignmentRequest & apache.rocketmq.v2.QueryAssignmentRequest.$Shape} QueryAssignmentRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryAssignmentRequest & apache.rocketmq.v2.QueryAssignmentRequest.$Shape;
            }

            namespace QueryAssignmentRequest {

                /** Properties of a QueryAssignmentRequest. */
                interface $Properties {

                    /** QueryAssignmentRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** QueryAssignmentRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** QueryAssignmentRequest endpoints */
                    endpoints?: (apache.rocketmq.v2.Endpoints.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryAssignmentRequest. */
                type $Shape = apache.rocketmq.v2.QueryAssignmentRequest.$Properties;
            }

            /**
             * Properties of a QueryAssignmentResponse.
             * @deprecated Use apache.rocketmq.v2.QueryAssignmentResponse.$Properties instead.
             */
            interface IQueryAssignmentResponse extends apache.rocketmq.v2.QueryAssignmentResponse.$Properties {
            }

            /** Represents a QueryAssignmentResponse. */
            class QueryAssignmentResponse {

                /**
                 * Constructs a new QueryAssignmentResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryAssignmentResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryAssignmentResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** QueryAssignmentResponse assignments. */
                assignments: apache.rocketmq.v2.Assignment.$Properties[];

                /**
                 * Creates a new QueryAssignmentResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryAssignmentResponse instance
                 */
                static create(properties: apache.rocketmq.v2.QueryAssignmentResponse.$Shape): apache.rocketmq.v2.QueryAssignmentResponse & apache.rocketmq.v2.QueryAssignmentResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryAssignmentResponse.$Properties): apache.rocketmq.v2.QueryAssignmentResponse;

                /**
                 * Encodes the specified QueryAssignmentResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryAssignmentResponse.verify|verify} messages.
                 * @param message QueryAssignmentResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryAssignmentResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryAssignmentResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryAssignmentResponse & apache.rocketmq.v2.QueryAssignmentResponse.$Shape} QueryAssignmentResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryAssignmentResponse & apache.rocketmq.v2.QueryAssignmentResponse.$Shape;
            }

            namespace QueryAssignmentResponse {

                /** Properties of a QueryAssignmentResponse. */
                interface $Properties {

                    /** QueryAssignmentResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** QueryAssignmentResponse assignments */
                    assignments?: (apache.rocketmq.v2.Assignment.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryAssignmentResponse. */
                type $Shape = apache.rocketmq.v2.QueryAssignmentResponse.$Properties;
            }

            /**
             * Properties of a ReceiveMessageRequest.
             * @deprecated Use apache.rocketmq.v2.ReceiveMessageRequest.$Properties instead.
             */
            interface IReceiveMessageRequest extends apache.rocketmq.v2.ReceiveMessageRequest.$Properties {
            }

            /** Represents a ReceiveMessageRequest. */
            class ReceiveMessageRequest {

                /**
                 * Constructs a new ReceiveMessageRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ReceiveMessageRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReceiveMessageRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** ReceiveMessageRequest messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /** ReceiveMessageRequest filterExpression. */
                filterExpression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                /** ReceiveMessageRequest batchSize. */
                batchSize: number;

                /** ReceiveMessageRequest invisibleDuration. */
                invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                /** ReceiveMessageRequest autoRenew. */
                autoRenew: boolean;

                /** ReceiveMessageRequest longPollingTimeout. */
                longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                /** ReceiveMessageRequest attemptId. */
                attemptId?: (string|null);

                /**
                 * Creates a new ReceiveMessageRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReceiveMessageRequest instance
                 */
                static create(properties: apache.rocketmq.v2.ReceiveMessageRequest.$Shape): apache.rocketmq.v2.ReceiveMessageRequest & apache.rocketmq.v2.ReceiveMessageRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.ReceiveMessageRequest.$Properties): apache.rocketmq.v2.ReceiveMessageRequest;

                /**
                 * Encodes the specified ReceiveMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.ReceiveMessageRequest.verify|verify} messages.
                 * @param message ReceiveMessageRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ReceiveMessageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReceiveMessageRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReceiveMessageRequest & apache.rocketmq.v2.ReceiveMessageRequest.$Shape} ReceiveMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ReceiveMessageRequest & apache.rocketmq.v2.ReceiveMessageRequest.$Shape;
            }

            namespace ReceiveMessageRequest {

                /** Properties of a ReceiveMessageRequest. */
                interface $Properties {

                    /** ReceiveMessageRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** ReceiveMessageRequest messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** ReceiveMessageRequest filterExpression */
                    filterExpression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                    /** ReceiveMessageRequest batchSize */
                    batchSize?: (number|null);

                    /** ReceiveMessageRequest invisibleDuration */
                    invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                    /** ReceiveMessageRequest autoRenew */
                    autoRenew?: (boolean|null);

                    /** ReceiveMessageRequest longPollingTimeout */
                    longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                    /** ReceiveMessageRequest attemptId */
                    attemptId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReceiveMessageRequest. */
                type $Shape = apache.rocketmq.v2.ReceiveMessageRequest.$Properties;
            }

            /**
             * Properties of a ReceiveMessageResponse.
             * @deprecated Use apache.rocketmq.v2.ReceiveMessageResponse.$Properties instead.
             */
            interface IReceiveMessageResponse extends apache.rocketmq.v2.ReceiveMessageResponse.$Properties {
            }

            /** Represents a ReceiveMessageResponse. */
            class ReceiveMessageResponse {

                /**
                 * Constructs a new ReceiveMessageResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ReceiveMessageResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReceiveMessageResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** ReceiveMessageResponse message. */
                message?: (apache.rocketmq.v2.Message.$Properties|null);

                /** ReceiveMessageResponse deliveryTimestamp. */
                deliveryTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                /** ReceiveMessageResponse content. */
                content?: ("status"|"message"|"deliveryTimestamp");

                /**
                 * Creates a new ReceiveMessageResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReceiveMessageResponse instance
                 */
                static create(properties: apache.rocketmq.v2.ReceiveMessageResponse.$Shape): apache.rocketmq.v2.ReceiveMessageResponse & apache.rocketmq.v2.ReceiveMessageResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.ReceiveMessageResponse.$Properties): apache.rocketmq.v2.ReceiveMessageResponse;

                /**
                 * Encodes the specified ReceiveMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.ReceiveMessageResponse.verify|verify} messages.
                 * @param message ReceiveMessageResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ReceiveMessageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReceiveMessageResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReceiveMessageResponse & apache.rocketmq.v2.ReceiveMessageResponse.$Shape} ReceiveMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ReceiveMessageResponse & apache.rocketmq.v2.ReceiveMessageResponse.$Shape;
            }

            namespace ReceiveMessageResponse {

                /** Properties of a ReceiveMessageResponse. */
                interface $Properties {

                    /** ReceiveMessageResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** ReceiveMessageResponse message */
                    message?: (apache.rocketmq.v2.Message.$Properties|null);

                    /** ReceiveMessageResponse deliveryTimestamp */
                    deliveryTimestamp?: (google.protobuf.Timestamp.$Properties|null);

                    /** ReceiveMessageResponse content */
                    content?: ("status"|"message"|"deliveryTimestamp");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ReceiveMessageResponse. */
                type $Shape = {
                  status?: apache.rocketmq.v2.Status.$Shape|null;
                  message?: apache.rocketmq.v2.Message.$Shape|null;
                  deliveryTimestamp?: google.protobuf.Timestamp.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ content?: undefined; status?: null; message?: null; deliveryTimestamp?: null }|{ content?: "status"; status: apache.rocketmq.v2.Status.$Shape; message?: null; deliveryTimestamp?: null }|{ content?: "message"; status?: null; message: apache.rocketmq.v2.Message.$Shape; deliveryTimestamp?: null }|{ content?: "deliveryTimestamp"; status?: null; message?: null; deliveryTimestamp: google.protobuf.Timestamp.$Shape })
                );
            }

            /**
             * Properties of an AckMessageEntry.
             * @deprecated Use apache.rocketmq.v2.AckMessageEntry.$Properties instead.
             */
            interface IAckMessageEntry extends apache.rocketmq.v2.AckMessageEntry.$Properties {
            }

            /** Represents an AckMessageEntry. */
            class AckMessageEntry {

                /**
                 * Constructs a new AckMessageEntry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.AckMessageEntry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AckMessageEntry messageId. */
                messageId: string;

                /** AckMessageEntry receiptHandle. */
                receiptHandle: string;

                /** AckMessageEntry liteTopic. */
                liteTopic?: (string|null);

                /**
                 * Creates a new AckMessageEntry instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AckMessageEntry instance
                 */
                static create(properties: apache.rocketmq.v2.AckMessageEntry.$Shape): apache.rocketmq.v2.AckMessageEntry & apache.rocketmq.v2.AckMessageEntry.$Shape;
                static create(properties?: apache.rocketmq.v2.AckMessageEntry.$Properties): apache.rocketmq.v2.AckMessageEntry;

                /**
                 * Encodes the specified AckMessageEntry message. Does not implicitly {@link apache.rocketmq.v2.AckMessageEntry.verify|verify} messages.
                 * @param message AckMessageEntry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.AckMessageEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AckMessageEntry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageEntry & apache.rocketmq.v2.AckMessageEntry.$Shape} AckMessageEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.AckMessageEntry & apache.rocketmq.v2.AckMessageEntry.$Shape;
            }

            namespace AckMessageEntry {

                /** Properties of an AckMessageEntry. */
                interface $Properties {

                    /** AckMessageEntry messageId */
                    messageId?: (string|null);

                    /** AckMessageEntry receiptHandle */
                    receiptHandle?: (string|null);

                    /** AckMessageEntry liteTopic */
                    liteTopic?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AckMessageEntry. */
                type $Shape = apache.rocketmq.v2.AckMessageEntry.$Properties;
            }

            /**
             * Properties of an AckMessageRequest.
             * @deprecated Use apache.rocketmq.v2.AckMessageRequest.$Properties instead.
             */
            interface IAckMessageRequest extends apache.rocketmq.v2.AckMessageRequest.$Properties {
            }

            /** Represents an AckMessageRequest. */
            class AckMessageRequest {

                /**
                 * Constructs a new AckMessageRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.AckMessageRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AckMessageRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** AckMessageRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** AckMessageRequest entries. */
                entries: apache.rocketmq.v2.AckMessageEntry.$Properties[];

                /**
                 * Creates a new AckMessageRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AckMessageRequest instance
                 */
                static create(properties: apache.rocketmq.v2.AckMessageRequest.$Shape): apache.rocketmq.v2.AckMessageRequest & apache.rocketmq.v2.AckMessageRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.AckMessageRequest.$Properties): apache.rocketmq.v2.AckMessageRequest;

                /**
                 * Encodes the specified AckMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.AckMessageRequest.verify|verify} messages.
                 * @param message AckMessageRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.AckMessageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AckMessageRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageRequest & apache.rocketmq.v2.AckMessageRequest.$Shape} AckMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.AckMessageRequest & apache.rocketmq.v2.AckMessageRequest.$Shape;
            }

            namespace AckMessageRequest {

                /** Properties of an AckMessageRequest. */
                interface $Properties {

                    /** AckMessageRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** AckMessageRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** AckMessageRequest entries */
                    entries?: (apache.rocketmq.v2.AckMessageEntry.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AckMessageRequest. */
                type $Shape = apache.rocketmq.v2.AckMessageRequest.$Properties;
            }

            /**
             * Properties of an AckMessageResultEntry.
             * @deprecated Use apache.rocketmq.v2.AckMessageResultEntry.$Properties instead.
             */
            interface IAckMessageResultEntry extends apache.rocketmq.v2.AckMessageResultEntry.$Properties {
            }

            /** Represents an AckMessageResultEntry. */
            class AckMessageResultEntry {

                /**
                 * Constructs a new AckMessageResultEntry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.AckMessageResultEntry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AckMessageResultEntry messageId. */
                messageId: string;

                /** AckMessageResultEntry receiptHandle. */
                receiptHandle: string;

                /** AckMessageResultEntry status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new AckMessageResultEntry instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AckMessageResultEntry instance
                 */
                static create(properties: apache.rocketmq.v2.AckMessageResultEntry.$Shape): apache.rocketmq.v2.AckMessageResultEntry & apache.rocketmq.v2.AckMessageResultEntry.$Shape;
                static create(properties?: apache.rocketmq.v2.AckMessageResultEntry.$Properties): apache.rocketmq.v2.AckMessageResultEntry;

                /**
                 * Encodes the specified AckMessageResultEntry message. Does not implicitly {@link apache.rocketmq.v2.AckMessageResultEntry.verify|verify} messages.
                 * @param message AckMessageResultEntry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.AckMessageResultEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AckMessageResultEntry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageResultEntry & apache.rocketmq.v2.AckMessageResultEntry.$Shape} AckMessageResultEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.AckMessageResultEntry & apache.rocketmq.v2.AckMessageResultEntry.$Shape;
            }

            namespace AckMessageResultEntry {

                /** Properties of an AckMessageResultEntry. */
                interface $Properties {

                    /** AckMessageResultEntry messageId */
                    messageId?: (string|null);

                    /** AckMessageResultEntry receiptHandle */
                    receiptHandle?: (string|null);

                    /** AckMessageResultEntry status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AckMessageResultEntry. */
                type $Shape = apache.rocketmq.v2.AckMessageResultEntry.$Properties;
            }

            /**
             * Properties of an AckMessageResponse.
             * @deprecated Use apache.rocketmq.v2.AckMessageResponse.$Properties instead.
             */
            interface IAckMessageResponse extends apache.rocketmq.v2.AckMessageResponse.$Properties {
            }

            /** Represents an AckMessageResponse. */
            class AckMessageResponse {

                /**
                 * Constructs a new AckMessageResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.AckMessageResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AckMessageResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** AckMessageResponse entries. */
                entries: apache.rocketmq.v2.AckMessageResultEntry.$Properties[];

                /**
                 * Creates a new AckMessageResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AckMessageResponse instance
                 */
                static create(properties: apache.rocketmq.v2.AckMessageResponse.$Shape): apache.rocketmq.v2.AckMessageResponse & apache.rocketmq.v2.AckMessageResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.AckMessageResponse.$Properties): apache.rocketmq.v2.AckMessageResponse;

                /**
                 * Encodes the specified AckMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.AckMessageResponse.verify|verify} messages.
                 * @param message AckMessageResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.AckMessageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AckMessageResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageResponse & apache.rocketmq.v2.AckMessageResponse.$Shape} AckMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.AckMessageResponse & apache.rocketmq.v2.AckMessageResponse.$Shape;
            }

            namespace AckMessageResponse {

                /** Properties of an AckMessageResponse. */
                interface $Properties {

                    /** AckMessageResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** AckMessageResponse entries */
                    entries?: (apache.rocketmq.v2.AckMessageResultEntry.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AckMessageResponse. */
                type $Shape = apache.rocketmq.v2.AckMessageResponse.$Properties;
            }

            /**
             * Properties of a ForwardMessageToDeadLetterQueueRequest.
             * @deprecated Use apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties instead.
             */
            interface IForwardMessageToDeadLetterQueueRequest extends apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties {
            }

            /** Represents a ForwardMessageToDeadLetterQueueRequest. */
            class ForwardMessageToDeadLetterQueueRequest {

                /**
                 * Constructs a new ForwardMessageToDeadLetterQueueRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ForwardMessageToDeadLetterQueueRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** ForwardMessageToDeadLetterQueueRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** ForwardMessageToDeadLetterQueueRequest receiptHandle. */
                receiptHandle: string;

                /** ForwardMessageToDeadLetterQueueRequest messageId. */
                messageId: string;

                /** ForwardMessageToDeadLetterQueueRequest deliveryAttempt. */
                deliveryAttempt: number;

                /** ForwardMessageToDeadLetterQueueRequest maxDeliveryAttempts. */
                maxDeliveryAttempts: number;

                /** ForwardMessageToDeadLetterQueueRequest liteTopic. */
                liteTopic?: (string|null);

                /**
                 * Creates a new ForwardMessageToDeadLetterQueueRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ForwardMessageToDeadLetterQueueRequest instance
                 */
                static create(properties: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest;

                /**
                 * Encodes the specified ForwardMessageToDeadLetterQueueRequest message. Does not implicitly {@link apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.verify|verify} messages.
                 * @param message ForwardMessageToDeadLetterQueueRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ForwardMessageToDeadLetterQueueRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape} ForwardMessageToDeadLetterQueueRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape;
            }

            namespace ForwardMessageToDeadLetterQueueRequest {

                /** Properties of a ForwardMessageToDeadLetterQueueRequest. */
                interface $Properties {

                    /** ForwardMessageToDeadLetterQueueRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** ForwardMessageToDeadLetterQueueRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** ForwardMessageToDeadLetterQueueRequest receiptHandle */
                    receiptHandle?: (string|null);

                    /** ForwardMessageToDeadLetterQueueRequest messageId */
                    messageId?: (string|null);

                    /** ForwardMessageToDeadLetterQueueRequest deliveryAttempt */
                    deliveryAttempt?: (number|null);

                    /** ForwardMessageToDeadLetterQueueRequest maxDeliveryAttempts */
                    maxDeliveryAttempts?: (number|null);

                    /** ForwardMessageToDeadLetterQueueRequest liteTopic */
                    liteTopic?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ForwardMessageToDeadLetterQueueRequest. */
                type $Shape = apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties;
            }

            /**
             * Properties of a ForwardMessageToDeadLetterQueueResponse.
             * @deprecated Use apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties instead.
             */
            interface IForwardMessageToDeadLetterQueueResponse extends apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties {
            }

            /** Represents a ForwardMessageToDeadLetterQueueResponse. */
            class ForwardMessageToDeadLetterQueueResponse {

                /**
                 * Constructs a new ForwardMessageToDeadLetterQueueResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ForwardMessageToDeadLetterQueueResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new ForwardMessageToDeadLetterQueueResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ForwardMessageToDeadLetterQueueResponse instance
                 */
                static create(properties: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse;

                /**
                 * Encodes the specified ForwardMessageToDeadLetterQueueResponse message. Does not implicitly {@link apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.verify|verify} messages.
                 * @param message ForwardMessageToDeadLetterQueueResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ForwardMessageToDeadLetterQueueResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape} ForwardMessageToDeadLetterQueueResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape;
            }

            namespace ForwardMessageToDeadLetterQueueResponse {

                /** Properties of a ForwardMessageToDeadLetterQueueResponse. */
                interface $Properties {

                    /** ForwardMessageToDeadLetterQueueResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ForwardMessageToDeadLetterQueueResponse. */
                type $Shape = apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties;
            }

            /**
             * Properties of a HeartbeatRequest.
             * @deprecated Use apache.rocketmq.v2.HeartbeatRequest.$Properties instead.
             */
            interface IHeartbeatRequest extends apache.rocketmq.v2.HeartbeatRequest.$Properties {
            }

            /** Represents a HeartbeatRequest. */
            class HeartbeatRequest {

                /**
                 * Constructs a new HeartbeatRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.HeartbeatRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HeartbeatRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** HeartbeatRequest clientType. */
                clientType: apache.rocketmq.v2.ClientType;

                /**
                 * Creates a new HeartbeatRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HeartbeatRequest instance
                 */
                static create(properties: apache.rocketmq.v2.HeartbeatRequest.$Shape): apache.rocketmq.v2.HeartbeatRequest & apache.rocketmq.v2.HeartbeatRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.HeartbeatRequest.$Properties): apache.rocketmq.v2.HeartbeatRequest;

                /**
                 * Encodes the specified HeartbeatRequest message. Does not implicitly {@link apache.rocketmq.v2.HeartbeatRequest.verify|verify} messages.
                 * @param message HeartbeatRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.HeartbeatRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HeartbeatRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.HeartbeatRequest & apache.rocketmq.v2.HeartbeatRequest.$Shape} HeartbeatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.HeartbeatRequest & apache.rocketmq.v2.HeartbeatRequest.$Shape;
            }

            namespace HeartbeatRequest {

                /** Properties of a HeartbeatRequest. */
                interface $Properties {

                    /** HeartbeatRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** HeartbeatRequest clientType */
                    clientType?: (apache.rocketmq.v2.ClientType|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HeartbeatRequest. */
                type $Shape = apache.rocketmq.v2.HeartbeatRequest.$Properties;
            }

            /**
             * Properties of a HeartbeatResponse.
             * @deprecated Use apache.rocketmq.v2.HeartbeatResponse.$Properties instead.
             */
            interface IHeartbeatResponse extends apache.rocketmq.v2.HeartbeatResponse.$Properties {
            }

            /** Represents a HeartbeatResponse. */
            class HeartbeatResponse {

                /**
                 * Constructs a new HeartbeatResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.HeartbeatResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HeartbeatResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new HeartbeatResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HeartbeatResponse instance
                 */
                static create(properties: apache.rocketmq.v2.HeartbeatResponse.$Shape): apache.rocketmq.v2.HeartbeatResponse & apache.rocketmq.v2.HeartbeatResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.HeartbeatResponse.$Properties): apache.rocketmq.v2.HeartbeatResponse;

                /**
                 * Encodes the specified HeartbeatResponse message. Does not implicitly {@link apache.rocketmq.v2.HeartbeatResponse.verify|verify} messages.
                 * @param message HeartbeatResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.HeartbeatResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HeartbeatResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.HeartbeatResponse & apache.rocketmq.v2.HeartbeatResponse.$Shape} HeartbeatResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.HeartbeatResponse & apache.rocketmq.v2.HeartbeatResponse.$Shape;
            }

            namespace HeartbeatResponse {

                /** Properties of a HeartbeatResponse. */
                interface $Properties {

                    /** HeartbeatResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HeartbeatResponse. */
                type $Shape = apache.rocketmq.v2.HeartbeatResponse.$Properties;
            }

            /**
             * Properties of an EndTransactionRequest.
             * @deprecated Use apache.rocketmq.v2.EndTransactionRequest.$Properties instead.
             */
            interface IEndTransactionRequest extends apache.rocketmq.v2.EndTransactionRequest.$Properties {
            }

            /** Represents an EndTransactionRequest. */
            class EndTransactionRequest {

                /**
                 * Constructs a new EndTransactionRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.EndTransactionRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EndTransactionRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** EndTransactionRequest messageId. */
                messageId: string;

                /** EndTransactionRequest transactionId. */
                transactionId: string;

                /** EndTransactionRequest resolution. */
                resolution: apache.rocketmq.v2.TransactionResolution;

                /** EndTransactionRequest source. */
                source: apache.rocketmq.v2.TransactionSource;

                /** EndTransactionRequest traceContext. */
                traceContext: string;

                /**
                 * Creates a new EndTransactionRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns EndTransactionRequest instance
                 */
                static create(properties: apache.rocketmq.v2.EndTransactionRequest.$Shape): apache.rocketmq.v2.EndTransactionRequest & apache.rocketmq.v2.EndTransactionRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.EndTransactionRequest.$Properties): apache.rocketmq.v2.EndTransactionRequest;

                /**
                 * Encodes the specified EndTransactionRequest message. Does not implicitly {@link apache.rocketmq.v2.EndTransactionRequest.verify|verify} messages.
                 * @param message EndTransactionRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.EndTransactionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EndTransactionRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.EndTransactionRequest & apache.rocketmq.v2.EndTransactionRequest.$Shape} EndTransactionRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.EndTransactionRequest & apache.rocketmq.v2.EndTransactionRequest.$Shape;
            }

            namespace EndTransactionRequest {

                /** Properties of an EndTransactionRequest. */
                interface $Properties {

                    /** EndTransactionRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** EndTransactionRequest messageId */
                    messageId?: (string|null);

                    /** EndTransactionRequest transactionId */
                    transactionId?: (string|null);

                    /** EndTransactionRequest resolution */
                    resolution?: (apache.rocketmq.v2.TransactionResolution|null);

                    /** EndTransactionRequest source */
                    source?: (apache.rocketmq.v2.TransactionSource|null);

                    /** EndTransactionRequest traceContext */
                    traceContext?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EndTransactionRequest. */
                type $Shape = apache.rocketmq.v2.EndTransactionRequest.$Properties;
            }

            /**
             * Properties of an EndTransactionResponse.
             * @deprecated Use apache.rocketmq.v2.EndTransactionResponse.$Properties instead.
             */
            interface IEndTransactionResponse extends apache.rocketmq.v2.EndTransactionResponse.$Properties {
            }

            /** Represents an EndTransactionResponse. */
            class EndTransactionResponse {

                /**
                 * Constructs a new EndTransactionResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.EndTransactionResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EndTransactionResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new EndTransactionResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns EndTransactionResponse instance
                 */
                static create(properties: apache.rocketmq.v2.EndTransactionResponse.$Shape): apache.rocketmq.v2.EndTransactionResponse & apache.rocketmq.v2.EndTransactionResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.EndTransactionResponse.$Properties): apache.rocketmq.v2.EndTransactionResponse;

                /**
                 * Encodes the specified EndTransactionResponse message. Does not implicitly {@link apache.rocketmq.v2.EndTransactionResponse.verify|verify} messages.
                 * @param message EndTransactionResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.EndTransactionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EndTransactionResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.EndTransactionResponse & apache.rocketmq.v2.EndTransactionResponse.$Shape} EndTransactionResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.EndTransactionResponse & apache.rocketmq.v2.EndTransactionResponse.$Shape;
            }

            namespace EndTransactionResponse {

                /** Properties of an EndTransactionResponse. */
                interface $Properties {

                    /** EndTransactionResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EndTransactionResponse. */
                type $Shape = apache.rocketmq.v2.EndTransactionResponse.$Properties;
            }

            /**
             * Properties of a PrintThreadStackTraceCommand.
             * @deprecated Use apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties instead.
             */
            interface IPrintThreadStackTraceCommand extends apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties {
            }

            /** Represents a PrintThreadStackTraceCommand. */
            class PrintThreadStackTraceCommand {

                /**
                 * Constructs a new PrintThreadStackTraceCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PrintThreadStackTraceCommand nonce. */
                nonce: string;

                /**
                 * Creates a new PrintThreadStackTraceCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PrintThreadStackTraceCommand instance
                 */
                static create(properties: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape): apache.rocketmq.v2.PrintThreadStackTraceCommand & apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties): apache.rocketmq.v2.PrintThreadStackTraceCommand;

                /**
                 * Encodes the specified PrintThreadStackTraceCommand message. Does not implicitly {@link apache.rocketmq.v2.PrintThreadStackTraceCommand.verify|verify} messages.
                 * @param message PrintThreadStackTraceCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PrintThreadStackTraceCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PrintThreadStackTraceCommand & apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape} PrintThreadStackTraceCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.PrintThreadStackTraceCommand & apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape;
            }

            namespace PrintThreadStackTraceCommand {

                /** Properties of a PrintThreadStackTraceCommand. */
                interface $Properties {

                    /** PrintThreadStackTraceCommand nonce */
                    nonce?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PrintThreadStackTraceCommand. */
                type $Shape = apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties;
            }

            /**
             * Properties of a ReconnectEndpointsCommand.
             * @deprecated Use apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties instead.
             */
            interface IReconnectEndpointsCommand extends apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties {
            }

            /** Represents a ReconnectEndpointsCommand. */
            class ReconnectEndpointsCommand {

                /**
                 * Constructs a new ReconnectEndpointsCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReconnectEndpointsCommand nonce. */
                nonce: string;

                /**
                 * Creates a new ReconnectEndpointsCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReconnectEndpointsCommand instance
                 */
                static create(properties: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape): apache.rocketmq.v2.ReconnectEndpointsCommand & apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties): apache.rocketmq.v2.ReconnectEndpointsCommand;

                /**
                 * Encodes the specified ReconnectEndpointsCommand message. Does not implicitly {@link apache.rocketmq.v2.ReconnectEndpointsCommand.verify|verify} messages.
                 * @param message ReconnectEndpointsCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReconnectEndpointsCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReconnectEndpointsCommand & apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape} ReconnectEndpointsCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ReconnectEndpointsCommand & apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape;
            }

            namespace ReconnectEndpointsCommand {

                /** Properties of a ReconnectEndpointsCommand. */
                interface $Properties {

                    /** ReconnectEndpointsCommand nonce */
                    nonce?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReconnectEndpointsCommand. */
                type $Shape = apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties;
            }

            /**
             * Properties of a ThreadStackTrace.
             * @deprecated Use apache.rocketmq.v2.ThreadStackTrace.$Properties instead.
             */
            interface IThreadStackTrace extends apache.rocketmq.v2.ThreadStackTrace.$Properties {
            }

            /** Represents a ThreadStackTrace. */
            class ThreadStackTrace {

                /**
                 * Constructs a new ThreadStackTrace.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ThreadStackTrace.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ThreadStackTrace nonce. */
                nonce: string;

                /** ThreadStackTrace threadStackTrace. */
                threadStackTrace?: (string|null);

                /**
                 * Creates a new ThreadStackTrace instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ThreadStackTrace instance
                 */
                static create(properties: apache.rocketmq.v2.ThreadStackTrace.$Shape): apache.rocketmq.v2.ThreadStackTrace & apache.rocketmq.v2.ThreadStackTrace.$Shape;
                static create(properties?: apache.rocketmq.v2.ThreadStackTrace.$Properties): apache.rocketmq.v2.ThreadStackTrace;

                /**
                 * Encodes the specified ThreadStackTrace message. Does not implicitly {@link apache.rocketmq.v2.ThreadStackTrace.verify|verify} messages.
                 * @param message ThreadStackTrace message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ThreadStackTrace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ThreadStackTrace message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ThreadStackTrace & apache.rocketmq.v2.ThreadStackTrace.$Shape} ThreadStackTrace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ThreadStackTrace & apache.rocketmq.v2.ThreadStackTrace.$Shape;
            }

            namespace ThreadStackTrace {

                /** Properties of a ThreadStackTrace. */
                interface $Properties {

                    /** ThreadStackTrace nonce */
                    nonce?: (string|null);

                    /** ThreadStackTrace threadStackTrace */
                    threadStackTrace?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ThreadStackTrace. */
                type $Shape = apache.rocketmq.v2.ThreadStackTrace.$Properties;
            }

            /**
             * Properties of a VerifyMessageCommand.
             * @deprecated Use apache.rocketmq.v2.VerifyMessageCommand.$Properties instead.
             */
            interface IVerifyMessageCommand extends apache.rocketmq.v2.VerifyMessageCommand.$Properties {
            }

            /** Represents a VerifyMessageCommand. */
            class VerifyMessageCommand {

                /**
                 * Constructs a new VerifyMessageCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.VerifyMessageCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VerifyMessageCommand nonce. */
                nonce: string;

                /** VerifyMessageCommand message. */
                message?: (apache.rocketmq.v2.Message.$Properties|null);

                /**
                 * Creates a new VerifyMessageCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns VerifyMessageCommand instance
                 */
                static create(properties: apache.rocketmq.v2.VerifyMessageCommand.$Shape): apache.rocketmq.v2.VerifyMessageCommand & apache.rocketmq.v2.VerifyMessageCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.VerifyMessageCommand.$Properties): apache.rocketmq.v2.VerifyMessageCommand;

                /**
                 * Encodes the specified VerifyMessageCommand message. Does not implicitly {@link apache.rocketmq.v2.VerifyMessageCommand.verify|verify} messages.
                 * @param message VerifyMessageCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.VerifyMessageCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VerifyMessageCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.VerifyMessageCommand & apache.rocketmq.v2.VerifyMessageCommand.$Shape} VerifyMessageCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.VerifyMessageCommand & apache.rocketmq.v2.VerifyMessageCommand.$Shape;
            }

            namespace VerifyMessageCommand {

                /** Properties of a VerifyMessageCommand. */
                interface $Properties {

                    /** VerifyMessageCommand nonce */
                    nonce?: (string|null);

                    /** VerifyMessageCommand message */
                    message?: (apache.rocketmq.v2.Message.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VerifyMessageCommand. */
                type $Shape = apache.rocketmq.v2.VerifyMessageCommand.$Properties;
            }

            /**
             * Properties of a VerifyMessageResult.
             * @deprecated Use apache.rocketmq.v2.VerifyMessageResult.$Properties instead.
             */
            interface IVerifyMessageResult extends apache.rocketmq.v2.VerifyMessageResult.$Properties {
            }

            /** Represents a VerifyMessageResult. */
            class VerifyMessageResult {

                /**
                 * Constructs a new VerifyMessageResult.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.VerifyMessageResult.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VerifyMessageResult nonce. */
                nonce: string;

                /**
                 * Creates a new VerifyMessageResult instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns VerifyMessageResult instance
                 */
                static create(properties: apache.rocketmq.v2.VerifyMessageResult.$Shape): apache.rocketmq.v2.VerifyMessageResult & apache.rocketmq.v2.VerifyMessageResult.$Shape;
                static create(properties?: apache.rocketmq.v2.VerifyMessageResult.$Properties): apache.rocketmq.v2.VerifyMessageResult;

                /**
                 * Encodes the specified VerifyMessageResult message. Does not implicitly {@link apache.rocketmq.v2.VerifyMessageResult.verify|verify} messages.
                 * @param message VerifyMessageResult message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.VerifyMessageResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VerifyMessageResult message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.VerifyMessageResult & apache.rocketmq.v2.VerifyMessageResult.$Shape} VerifyMessageResult
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.VerifyMessageResult & apache.rocketmq.v2.VerifyMessageResult.$Shape;
            }

            namespace VerifyMessageResult {

                /** Properties of a VerifyMessageResult. */
                interface $Properties {

                    /** VerifyMessageResult nonce */
                    nonce?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VerifyMessageResult. */
                type $Shape = apache.rocketmq.v2.VerifyMessageResult.$Properties;
            }

            /**
             * Properties of a RecoverOrphanedTransactionCommand.
             * @deprecated Use apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties instead.
             */
            interface IRecoverOrphanedTransactionCommand extends apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties {
            }

            /** Represents a RecoverOrphanedTransactionCommand. */
            class RecoverOrphanedTransactionCommand {

                /**
                 * Constructs a new RecoverOrphanedTransactionCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecoverOrphanedTransactionCommand message. */
                message?: (apache.rocketmq.v2.Message.$Properties|null);

                /** RecoverOrphanedTransactionCommand transactionId. */
                transactionId: string;

                /**
                 * Creates a new RecoverOrphanedTransactionCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecoverOrphanedTransactionCommand instance
                 */
                static create(properties: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape): apache.rocketmq.v2.RecoverOrphanedTransactionCommand & apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties): apache.rocketmq.v2.RecoverOrphanedTransactionCommand;

                /**
                 * Encodes the specified RecoverOrphanedTransactionCommand message. Does not implicitly {@link apache.rocketmq.v2.RecoverOrphanedTransactionCommand.verify|verify} messages.
                 * @param message RecoverOrphanedTransactionCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecoverOrphanedTransactionCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecoverOrphanedTransactionCommand & apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape} RecoverOrphanedTransactionCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.RecoverOrphanedTransactionCommand & apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape;
            }

            namespace RecoverOrphanedTransactionCommand {

                /** Properties of a RecoverOrphanedTransactionCommand. */
                interface $Properties {

                    /** RecoverOrphanedTransactionCommand message */
                    message?: (apache.rocketmq.v2.Message.$Properties|null);

                    /** RecoverOrphanedTransactionCommand transactionId */
                    transactionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecoverOrphanedTransactionCommand. */
                type $Shape = apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties;
            }

            /**
             * Properties of a NotifyUnsubscribeLiteCommand.
             * @deprecated Use apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties instead.
             */
            interface INotifyUnsubscribeLiteCommand extends apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties {
            }

            /** Represents a NotifyUnsubscribeLiteCommand. */
            class NotifyUnsubscribeLiteCommand {

                /**
                 * Constructs a new NotifyUnsubscribeLiteCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NotifyUnsubscribeLiteCommand liteTopic. */
                liteTopic: string;

                /**
                 * Creates a new NotifyUnsubscribeLiteCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns NotifyUnsubscribeLiteCommand instance
                 */
                static create(properties: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape): apache.rocketmq.v2.NotifyUnsubscribeLiteCommand & apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties): apache.rocketmq.v2.NotifyUnsubscribeLiteCommand;

                /**
                 * Encodes the specified NotifyUnsubscribeLiteCommand message. Does not implicitly {@link apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.verify|verify} messages.
                 * @param message NotifyUnsubscribeLiteCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NotifyUnsubscribeLiteCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand & apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape} NotifyUnsubscribeLiteCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.NotifyUnsubscribeLiteCommand & apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape;
            }

            namespace NotifyUnsubscribeLiteCommand {

                /** Properties of a NotifyUnsubscribeLiteCommand. */
                interface $Properties {

                    /** NotifyUnsubscribeLiteCommand liteTopic */
                    liteTopic?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NotifyUnsubscribeLiteCommand. */
                type $Shape = apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties;
            }

            /**
             * Properties of a TelemetryCommand.
             * @deprecated Use apache.rocketmq.v2.TelemetryCommand.$Properties instead.
             */
            interface ITelemetryCommand extends apache.rocketmq.v2.TelemetryCommand.$Properties {
            }

            /** Represents a TelemetryCommand. */
            class TelemetryCommand {

                /**
                 * Constructs a new TelemetryCommand.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.TelemetryCommand.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TelemetryCommand status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** TelemetryCommand settings. */
                settings?: (apache.rocketmq.v2.Settings.$Properties|null);

                /** TelemetryCommand threadStackTrace. */
                threadStackTrace?: (apache.rocketmq.v2.ThreadStackTrace.$Properties|null);

                /** TelemetryCommand verifyMessageResult. */
                verifyMessageResult?: (apache.rocketmq.v2.VerifyMessageResult.$Properties|null);

                /** TelemetryCommand recoverOrphanedTransactionCommand. */
                recoverOrphanedTransactionCommand?: (apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties|null);

                /** TelemetryCommand printThreadStackTraceCommand. */
                printThreadStackTraceCommand?: (apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties|null);

                /** TelemetryCommand verifyMessageCommand. */
                verifyMessageCommand?: (apache.rocketmq.v2.VerifyMessageCommand.$Properties|null);

                /** TelemetryCommand reconnectEndpointsCommand. */
                reconnectEndpointsCommand?: (apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties|null);

                /** TelemetryCommand notifyUnsubscribeLiteCommand. */
                notifyUnsubscribeLiteCommand?: (apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties|null);

                /** TelemetryCommand command. */
                command?: ("settings"|"threadStackTrace"|"verifyMessageResult"|"recoverOrphanedTransactionCommand"|"printThreadStackTraceCommand"|"verifyMessageCommand"|"reconnectEndpointsCommand"|"notifyUnsubscribeLiteCommand");

                /**
                 * Creates a new TelemetryCommand instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TelemetryCommand instance
                 */
                static create(properties: apache.rocketmq.v2.TelemetryCommand.$Shape): apache.rocketmq.v2.TelemetryCommand & apache.rocketmq.v2.TelemetryCommand.$Shape;
                static create(properties?: apache.rocketmq.v2.TelemetryCommand.$Properties): apache.rocketmq.v2.TelemetryCommand;

                /**
                 * Encodes the specified TelemetryCommand message. Does not implicitly {@link apache.rocketmq.v2.TelemetryCommand.verify|verify} messages.
                 * @param message TelemetryCommand message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.TelemetryCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TelemetryCommand message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.TelemetryCommand & apache.rocketmq.v2.TelemetryCommand.$Shape} TelemetryCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.TelemetryCommand & apache.rocketmq.v2.TelemetryCommand.$Shape;
            }

            namespace TelemetryCommand {

                /** Properties of a TelemetryCommand. */
                interface $Properties {

                    /** TelemetryCommand status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** TelemetryCommand settings */
                    settings?: (apache.rocketmq.v2.Settings.$Properties|null);

                    /** TelemetryCommand threadStackTrace */
                    threadStackTrace?: (apache.rocketmq.v2.ThreadStackTrace.$Properties|null);

                    /** TelemetryCommand verifyMessageResult */
                    verifyMessageResult?: (apache.rocketmq.v2.VerifyMessageResult.$Properties|null);

                    /** TelemetryCommand recoverOrphanedTransactionCommand */
                    recoverOrphanedTransactionCommand?: (apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties|null);

                    /** TelemetryCommand printThreadStackTraceCommand */
                    printThreadStackTraceCommand?: (apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties|null);

                    /** TelemetryCommand verifyMessageCommand */
                    verifyMessageCommand?: (apache.rocketmq.v2.VerifyMessageCommand.$Properties|null);

                    /** TelemetryCommand reconnectEndpointsCommand */
                    reconnectEndpointsCommand?: (apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties|null);

                    /** TelemetryCommand notifyUnsubscribeLiteCommand */
                    notifyUnsubscribeLiteCommand?: (apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties|null);

                    /** TelemetryCommand command */
                    command?: ("settings"|"threadStackTrace"|"verifyMessageResult"|"recoverOrphanedTransactionCommand"|"printThreadStackTraceCommand"|"verifyMessageCommand"|"reconnectEndpointsCommand"|"notifyUnsubscribeLiteCommand");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a TelemetryCommand. */
                type $Shape = {
                  status?: apache.rocketmq.v2.Status.$Shape|null;
                  settings?: apache.rocketmq.v2.Settings.$Shape|null;
                  threadStackTrace?: apache.rocketmq.v2.ThreadStackTrace.$Shape|null;
                  verifyMessageResult?: apache.rocketmq.v2.VerifyMessageResult.$Shape|null;
                  recoverOrphanedTransactionCommand?: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape|null;
                  printThreadStackTraceCommand?: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape|null;
                  verifyMessageCommand?: apache.rocketmq.v2.VerifyMessageCommand.$Shape|null;
                  reconnectEndpointsCommand?: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape|null;
                  notifyUnsubscribeLiteCommand?: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ command?: undefined; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "settings"; settings: apache.rocketmq.v2.Settings.$Shape; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "threadStackTrace"; settings?: null; threadStackTrace: apache.rocketmq.v2.ThreadStackTrace.$Shape; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "verifyMessageResult"; settings?: null; threadStackTrace?: null; verifyMessageResult: apache.rocketmq.v2.VerifyMessageResult.$Shape; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "recoverOrphanedTransactionCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "printThreadStackTraceCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "verifyMessageCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand: apache.rocketmq.v2.VerifyMessageCommand.$Shape; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "reconnectEndpointsCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape; notifyUnsubscribeLiteCommand?: null }|{ command?: "notifyUnsubscribeLiteCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape })
                );
            }

            /**
             * Properties of a NotifyClientTerminationRequest.
             * @deprecated Use apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties instead.
             */
            interface INotifyClientTerminationRequest extends apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties {
            }

            /** Represents a NotifyClientTerminationRequest. */
            class NotifyClientTerminationRequest {

                /**
                 * Constructs a new NotifyClientTerminationRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NotifyClientTerminationRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /**
                 * Creates a new NotifyClientTerminationRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns NotifyClientTerminationRequest instance
                 */
                static create(properties: apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape): apache.rocketmq.v2.NotifyClientTerminationRequest & apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties): apache.rocketmq.v2.NotifyClientTerminationRequest;

                /**
                 * Encodes the specified NotifyClientTerminationRequest message. Does not implicitly {@link apache.rocketmq.v2.NotifyClientTerminationRequest.verify|verify} messages.
                 * @param message NotifyClientTerminationRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NotifyClientTerminationRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationRequest & apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape} NotifyClientTerminationRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.NotifyClientTerminationRequest & apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape;
            }

            namespace NotifyClientTerminationRequest {

                /** Properties of a NotifyClientTerminationRequest. */
                interface $Properties {

                    /** NotifyClientTerminationRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NotifyClientTerminationRequest. */
                type $Shape = apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties;
            }

            /**
             * Properties of a NotifyClientTerminationResponse.
             * @deprecated Use apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties instead.
             */
            interface INotifyClientTerminationResponse extends apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties {
            }

            /** Represents a NotifyClientTerminationResponse. */
            class NotifyClientTerminationResponse {

                /**
                 * Constructs a new NotifyClientTerminationResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NotifyClientTerminationResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new NotifyClientTerminationResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns NotifyClientTerminationResponse instance
                 */
                static create(properties: apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape): apache.rocketmq.v2.NotifyClientTerminationResponse & apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties): apache.rocketmq.v2.NotifyClientTerminationResponse;

                /**
                 * Encodes the specified NotifyClientTerminationResponse message. Does not implicitly {@link apache.rocketmq.v2.NotifyClientTerminationResponse.verify|verify} messages.
                 * @param message NotifyClientTerminationResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NotifyClientTerminationResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationResponse & apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape} NotifyClientTerminationResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.NotifyClientTerminationResponse & apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape;
            }

            namespace NotifyClientTerminationResponse {

                /** Properties of a NotifyClientTerminationResponse. */
                interface $Properties {

                    /** NotifyClientTerminationResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NotifyClientTerminationResponse. */
                type $Shape = apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties;
            }

            /**
             * Properties of a ChangeInvisibleDurationRequest.
             * @deprecated Use apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties instead.
             */
            interface IChangeInvisibleDurationRequest extends apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties {
            }

            /** Represents a ChangeInvisibleDurationRequest. */
            class ChangeInvisibleDurationRequest {

                /**
                 * Constructs a new ChangeInvisibleDurationRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChangeInvisibleDurationRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** ChangeInvisibleDurationRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** ChangeInvisibleDurationRequest receiptHandle. */
                receiptHandle: string;

                /** ChangeInvisibleDurationRequest invisibleDuration. */
                invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                /** ChangeInvisibleDurationRequest messageId. */
                messageId: string;

                /** ChangeInvisibleDurationRequest liteTopic. */
                liteTopic?: (string|null);

                /** ChangeInvisibleDurationRequest suspend. */
                suspend?: (boolean|null);

                /**
                 * Creates a new ChangeInvisibleDurationRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ChangeInvisibleDurationRequest instance
                 */
                static create(properties: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape): apache.rocketmq.v2.ChangeInvisibleDurationRequest & apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties): apache.rocketmq.v2.ChangeInvisibleDurationRequest;

                /**
                 * Encodes the specified ChangeInvisibleDurationRequest message. Does not implicitly {@link apache.rocketmq.v2.ChangeInvisibleDurationRequest.verify|verify} messages.
                 * @param message ChangeInvisibleDurationRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChangeInvisibleDurationRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationRequest & apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape} ChangeInvisibleDurationRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ChangeInvisibleDurationRequest & apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape;
            }

            namespace ChangeInvisibleDurationRequest {

                /** Properties of a ChangeInvisibleDurationRequest. */
                interface $Properties {

                    /** ChangeInvisibleDurationRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** ChangeInvisibleDurationRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** ChangeInvisibleDurationRequest receiptHandle */
                    receiptHandle?: (string|null);

                    /** ChangeInvisibleDurationRequest invisibleDuration */
                    invisibleDuration?: (google.protobuf.Duration.$Properties|null);

                    /** ChangeInvisibleDurationRequest messageId */
                    messageId?: (string|null);

                    /** ChangeInvisibleDurationRequest liteTopic */
                    liteTopic?: (string|null);

                    /** ChangeInvisibleDurationRequest suspend */
                    suspend?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChangeInvisibleDurationRequest. */
                type $Shape = apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties;
            }

            /**
             * Properties of a ChangeInvisibleDurationResponse.
             * @deprecated Use apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties instead.
             */
            interface IChangeInvisibleDurationResponse extends apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties {
            }

            /** Represents a ChangeInvisibleDurationResponse. */
            class ChangeInvisibleDurationResponse {

                /**
                 * Constructs a new ChangeInvisibleDurationResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChangeInvisibleDurationResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** ChangeInvisibleDurationResponse receiptHandle. */
                receiptHandle: string;

                /**
                 * Creates a new ChangeInvisibleDurationResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ChangeInvisibleDurationResponse instance
                 */
                static create(properties: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape): apache.rocketmq.v2.ChangeInvisibleDurationResponse & apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties): apache.rocketmq.v2.ChangeInvisibleDurationResponse;

                /**
                 * Encodes the specified ChangeInvisibleDurationResponse message. Does not implicitly {@link apache.rocketmq.v2.ChangeInvisibleDurationResponse.verify|verify} messages.
                 * @param message ChangeInvisibleDurationResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChangeInvisibleDurationResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationResponse & apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape} ChangeInvisibleDurationResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ChangeInvisibleDurationResponse & apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape;
            }

            namespace ChangeInvisibleDurationResponse {

                /** Properties of a ChangeInvisibleDurationResponse. */
                interface $Properties {

                    /** ChangeInvisibleDurationResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** ChangeInvisibleDurationResponse receiptHandle */
                    receiptHandle?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChangeInvisibleDurationResponse. */
                type $Shape = apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties;
            }

            /**
             * Properties of a PullMessageRequest.
             * @deprecated Use apache.rocketmq.v2.PullMessageRequest.$Properties instead.
             */
            interface IPullMessageRequest extends apache.rocketmq.v2.PullMessageRequest.$Properties {
            }

            /** Represents a PullMessageRequest. */
            class PullMessageRequest {

                /**
                 * Constructs a new PullMessageRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.PullMessageRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PullMessageRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** PullMessageRequest messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /** PullMessageRequest offset. */
                offset: (number|Long);

                /** PullMessageRequest batchSize. */
                batchSize: number;

                /** PullMessageRequest filterExpression. */
                filterExpression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                /** PullMessageRequest longPollingTimeout. */
                longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                /**
                 * Creates a new PullMessageRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PullMessageRequest instance
                 */
                static create(properties: apache.rocketmq.v2.PullMessageRequest.$Shape): apache.rocketmq.v2.PullMessageRequest & apache.rocketmq.v2.PullMessageRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.PullMessageRequest.$Properties): apache.rocketmq.v2.PullMessageRequest;

                /**
                 * Encodes the specified PullMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.PullMessageRequest.verify|verify} messages.
                 * @param message PullMessageRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.PullMessageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PullMessageRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PullMessageRequest & apache.rocketmq.v2.PullMessageRequest.$Shape} PullMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.PullMessageRequest & apache.rocketmq.v2.PullMessageRequest.$Shape;
            }

            namespace PullMessageRequest {

                /** Properties of a PullMessageRequest. */
                interface $Properties {

                    /** PullMessageRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** PullMessageRequest messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** PullMessageRequest offset */
                    offset?: (number|Long|null);

                    /** PullMessageRequest batchSize */
                    batchSize?: (number|null);

                    /** PullMessageRequest filterExpression */
                    filterExpression?: (apache.rocketmq.v2.FilterExpression.$Properties|null);

                    /** PullMessageRequest longPollingTimeout */
                    longPollingTimeout?: (google.protobuf.Duration.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PullMessageRequest. */
                type $Shape = apache.rocketmq.v2.PullMessageRequest.$Properties;
            }

            /**
             * Properties of a PullMessageResponse.
             * @deprecated Use apache.rocketmq.v2.PullMessageResponse.$Properties instead.
             */
            interface IPullMessageResponse extends apache.rocketmq.v2.PullMessageResponse.$Properties {
            }

            /** Represents a PullMessageResponse. */
            class PullMessageResponse {

                /**
                 * Constructs a new PullMessageResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.PullMessageResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PullMessageResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** PullMessageResponse message. */
                message?: (apache.rocketmq.v2.Message.$Properties|null);

                /** PullMessageResponse nextOffset. */
                nextOffset?: (number|Long|null);

                /** PullMessageResponse content. */
                content?: ("status"|"message"|"nextOffset");

                /**
                 * Creates a new PullMessageResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PullMessageResponse instance
                 */
                static create(properties: apache.rocketmq.v2.PullMessageResponse.$Shape): apache.rocketmq.v2.PullMessageResponse & apache.rocketmq.v2.PullMessageResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.PullMessageResponse.$Properties): apache.rocketmq.v2.PullMessageResponse;

                /**
                 * Encodes the specified PullMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.PullMessageResponse.verify|verify} messages.
                 * @param message PullMessageResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.PullMessageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PullMessageResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PullMessageResponse & apache.rocketmq.v2.PullMessageResponse.$Shape} PullMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.PullMessageResponse & apache.rocketmq.v2.PullMessageResponse.$Shape;
            }

            namespace PullMessageResponse {

                /** Properties of a PullMessageResponse. */
                interface $Properties {

                    /** PullMessageResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** PullMessageResponse message */
                    message?: (apache.rocketmq.v2.Message.$Properties|null);

                    /** PullMessageResponse nextOffset */
                    nextOffset?: (number|Long|null);

                    /** PullMessageResponse content */
                    content?: ("status"|"message"|"nextOffset");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a PullMessageResponse. */
                type $Shape = {
                  status?: apache.rocketmq.v2.Status.$Shape|null;
                  message?: apache.rocketmq.v2.Message.$Shape|null;
                  nextOffset?: number|Long|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ content?: undefined; status?: null; message?: null; nextOffset?: null }|{ content?: "status"; status: apache.rocketmq.v2.Status.$Shape; message?: null; nextOffset?: null }|{ content?: "message"; status?: null; message: apache.rocketmq.v2.Message.$Shape; nextOffset?: null }|{ content?: "nextOffset"; status?: null; message?: null; nextOffset: number|Long })
                );
            }

            /**
             * Properties of an UpdateOffsetRequest.
             * @deprecated Use apache.rocketmq.v2.UpdateOffsetRequest.$Properties instead.
             */
            interface IUpdateOffsetRequest extends apache.rocketmq.v2.UpdateOffsetRequest.$Properties {
            }

            /** Represents an UpdateOffsetRequest. */
            class UpdateOffsetRequest {

                /**
                 * Constructs a new UpdateOffsetRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.UpdateOffsetRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UpdateOffsetRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** UpdateOffsetRequest messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /** UpdateOffsetRequest offset. */
                offset: (number|Long);

                /**
                 * Creates a new UpdateOffsetRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UpdateOffsetRequest instance
                 */
                static create(properties: apache.rocketmq.v2.UpdateOffsetRequest.$Shape): apache.rocketmq.v2.UpdateOffsetRequest & apache.rocketmq.v2.UpdateOffsetRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.UpdateOffsetRequest.$Properties): apache.rocketmq.v2.UpdateOffsetRequest;

                /**
                 * Encodes the specified UpdateOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.UpdateOffsetRequest.verify|verify} messages.
                 * @param message UpdateOffsetRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.UpdateOffsetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpdateOffsetRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UpdateOffsetRequest & apache.rocketmq.v2.UpdateOffsetRequest.$Shape} UpdateOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.UpdateOffsetRequest & apache.rocketmq.v2.UpdateOffsetRequest.$Shape;
            }

            namespace UpdateOffsetRequest {

                /** Properties of an UpdateOffsetRequest. */
                interface $Properties {

                    /** UpdateOffsetRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** UpdateOffsetRequest messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** UpdateOffsetRequest offset */
                    offset?: (number|Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpdateOffsetRequest. */
                type $Shape = apache.rocketmq.v2.UpdateOffsetRequest.$Properties;
            }

            /**
             * Properties of an UpdateOffsetResponse.
             * @deprecated Use apache.rocketmq.v2.UpdateOffsetResponse.$Properties instead.
             */
            interface IUpdateOffsetResponse extends apache.rocketmq.v2.UpdateOffsetResponse.$Properties {
            }

            /** Represents an UpdateOffsetResponse. */
            class UpdateOffsetResponse {

                /**
                 * Constructs a new UpdateOffsetResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.UpdateOffsetResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UpdateOffsetResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new UpdateOffsetResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UpdateOffsetResponse instance
                 */
                static create(properties: apache.rocketmq.v2.UpdateOffsetResponse.$Shape): apache.rocketmq.v2.UpdateOffsetResponse & apache.rocketmq.v2.UpdateOffsetResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.UpdateOffsetResponse.$Properties): apache.rocketmq.v2.UpdateOffsetResponse;

                /**
                 * Encodes the specified UpdateOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.UpdateOffsetResponse.verify|verify} messages.
                 * @param message UpdateOffsetResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.UpdateOffsetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpdateOffsetResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UpdateOffsetResponse & apache.rocketmq.v2.UpdateOffsetResponse.$Shape} UpdateOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.UpdateOffsetResponse & apache.rocketmq.v2.UpdateOffsetResponse.$Shape;
            }

            namespace UpdateOffsetResponse {

                /** Properties of an UpdateOffsetResponse. */
                interface $Properties {

                    /** UpdateOffsetResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpdateOffsetResponse. */
                type $Shape = apache.rocketmq.v2.UpdateOffsetResponse.$Properties;
            }

            /**
             * Properties of a GetOffsetRequest.
             * @deprecated Use apache.rocketmq.v2.GetOffsetRequest.$Properties instead.
             */
            interface IGetOffsetRequest extends apache.rocketmq.v2.GetOffsetRequest.$Properties {
            }

            /** Represents a GetOffsetRequest. */
            class GetOffsetRequest {

                /**
                 * Constructs a new GetOffsetRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.GetOffsetRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetOffsetRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** GetOffsetRequest messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /**
                 * Creates a new GetOffsetRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetOffsetRequest instance
                 */
                static create(properties: apache.rocketmq.v2.GetOffsetRequest.$Shape): apache.rocketmq.v2.GetOffsetRequest & apache.rocketmq.v2.GetOffsetRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.GetOffsetRequest.$Properties): apache.rocketmq.v2.GetOffsetRequest;

                /**
                 * Encodes the specified GetOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.GetOffsetRequest.verify|verify} messages.
                 * @param message GetOffsetRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.GetOffsetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetOffsetRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.GetOffsetRequest & apache.rocketmq.v2.GetOffsetRequest.$Shape} GetOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.GetOffsetRequest & apache.rocketmq.v2.GetOffsetRequest.$Shape;
            }

            namespace GetOffsetRequest {

                /** Properties of a GetOffsetRequest. */
                interface $Properties {

                    /** GetOffsetRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** GetOffsetRequest messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetOffsetRequest. */
                type $Shape = apache.rocketmq.v2.GetOffsetRequest.$Properties;
            }

            /**
             * Properties of a GetOffsetResponse.
             * @deprecated Use apache.rocketmq.v2.GetOffsetResponse.$Properties instead.
             */
            interface IGetOffsetResponse extends apache.rocketmq.v2.GetOffsetResponse.$Properties {
            }

            /** Represents a GetOffsetResponse. */
            class GetOffsetResponse {

                /**
                 * Constructs a new GetOffsetResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.GetOffsetResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetOffsetResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** GetOffsetResponse offset. */
                offset: (number|Long);

                /**
                 * Creates a new GetOffsetResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetOffsetResponse instance
                 */
                static create(properties: apache.rocketmq.v2.GetOffsetResponse.$Shape): apache.rocketmq.v2.GetOffsetResponse & apache.rocketmq.v2.GetOffsetResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.GetOffsetResponse.$Properties): apache.rocketmq.v2.GetOffsetResponse;

                /**
                 * Encodes the specified GetOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.GetOffsetResponse.verify|verify} messages.
                 * @param message GetOffsetResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.GetOffsetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetOffsetResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.GetOffsetResponse & apache.rocketmq.v2.GetOffsetResponse.$Shape} GetOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.GetOffsetResponse & apache.rocketmq.v2.GetOffsetResponse.$Shape;
            }

            namespace GetOffsetResponse {

                /** Properties of a GetOffsetResponse. */
                interface $Properties {

                    /** GetOffsetResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** GetOffsetResponse offset */
                    offset?: (number|Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetOffsetResponse. */
                type $Shape = apache.rocketmq.v2.GetOffsetResponse.$Properties;
            }

            /**
             * Properties of a QueryOffsetRequest.
             * @deprecated Use apache.rocketmq.v2.QueryOffsetRequest.$Properties instead.
             */
            interface IQueryOffsetRequest extends apache.rocketmq.v2.QueryOffsetRequest.$Properties {
            }

            /** Represents a QueryOffsetRequest. */
            class QueryOffsetRequest {

                /**
                 * Constructs a new QueryOffsetRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryOffsetRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryOffsetRequest messageQueue. */
                messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                /** QueryOffsetRequest queryOffsetPolicy. */
                queryOffsetPolicy: apache.rocketmq.v2.QueryOffsetPolicy;

                /** QueryOffsetRequest timestamp. */
                timestamp?: (google.protobuf.Timestamp.$Properties|null);

                /**
                 * Creates a new QueryOffsetRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryOffsetRequest instance
                 */
                static create(properties: apache.rocketmq.v2.QueryOffsetRequest.$Shape): apache.rocketmq.v2.QueryOffsetRequest & apache.rocketmq.v2.QueryOffsetRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryOffsetRequest.$Properties): apache.rocketmq.v2.QueryOffsetRequest;

                /**
                 * Encodes the specified QueryOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryOffsetRequest.verify|verify} messages.
                 * @param message QueryOffsetRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryOffsetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryOffsetRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryOffsetRequest & apache.rocketmq.v2.QueryOffsetRequest.$Shape} QueryOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryOffsetRequest & apache.rocketmq.v2.QueryOffsetRequest.$Shape;
            }

            namespace QueryOffsetRequest {

                /** Properties of a QueryOffsetRequest. */
                interface $Properties {

                    /** QueryOffsetRequest messageQueue */
                    messageQueue?: (apache.rocketmq.v2.MessageQueue.$Properties|null);

                    /** QueryOffsetRequest queryOffsetPolicy */
                    queryOffsetPolicy?: (apache.rocketmq.v2.QueryOffsetPolicy|null);

                    /** QueryOffsetRequest timestamp */
                    timestamp?: (google.protobuf.Timestamp.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryOffsetRequest. */
                type $Shape = apache.rocketmq.v2.QueryOffsetRequest.$Properties;
            }

            /**
             * Properties of a QueryOffsetResponse.
             * @deprecated Use apache.rocketmq.v2.QueryOffsetResponse.$Properties instead.
             */
            interface IQueryOffsetResponse extends apache.rocketmq.v2.QueryOffsetResponse.$Properties {
            }

            /** Represents a QueryOffsetResponse. */
            class QueryOffsetResponse {

                /**
                 * Constructs a new QueryOffsetResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.QueryOffsetResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** QueryOffsetResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** QueryOffsetResponse offset. */
                offset: (number|Long);

                /**
                 * Creates a new QueryOffsetResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns QueryOffsetResponse instance
                 */
                static create(properties: apache.rocketmq.v2.QueryOffsetResponse.$Shape): apache.rocketmq.v2.QueryOffsetResponse & apache.rocketmq.v2.QueryOffsetResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.QueryOffsetResponse.$Properties): apache.rocketmq.v2.QueryOffsetResponse;

                /**
                 * Encodes the specified QueryOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryOffsetResponse.verify|verify} messages.
                 * @param message QueryOffsetResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.QueryOffsetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueryOffsetResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryOffsetResponse & apache.rocketmq.v2.QueryOffsetResponse.$Shape} QueryOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.QueryOffsetResponse & apache.rocketmq.v2.QueryOffsetResponse.$Shape;
            }

            namespace QueryOffsetResponse {

                /** Properties of a QueryOffsetResponse. */
                interface $Properties {

                    /** QueryOffsetResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** QueryOffsetResponse offset */
                    offset?: (number|Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueryOffsetResponse. */
                type $Shape = apache.rocketmq.v2.QueryOffsetResponse.$Properties;
            }

            /**
             * Properties of a RecallMessageRequest.
             * @deprecated Use apache.rocketmq.v2.RecallMessageRequest.$Properties instead.
             */
            interface IRecallMessageRequest extends apache.rocketmq.v2.RecallMessageRequest.$Properties {
            }

            /** Represents a RecallMessageRequest. */
            class RecallMessageRequest {

                /**
                 * Constructs a new RecallMessageRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.RecallMessageRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecallMessageRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** RecallMessageRequest recallHandle. */
                recallHandle: string;

                /**
                 * Creates a new RecallMessageRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecallMessageRequest instance
                 */
                static create(properties: apache.rocketmq.v2.RecallMessageRequest.$Shape): apache.rocketmq.v2.RecallMessageRequest & apache.rocketmq.v2.RecallMessageRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.RecallMessageRequest.$Properties): apache.rocketmq.v2.RecallMessageRequest;

                /**
                 * Encodes the specified RecallMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.RecallMessageRequest.verify|verify} messages.
                 * @param message RecallMessageRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.RecallMessageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecallMessageRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecallMessageRequest & apache.rocketmq.v2.RecallMessageRequest.$Shape} RecallMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.RecallMessageRequest & apache.rocketmq.v2.RecallMessageRequest.$Shape;
            }

            namespace RecallMessageRequest {

                /** Properties of a RecallMessageRequest. */
                interface $Properties {

                    /** RecallMessageRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** RecallMessageRequest recallHandle */
                    recallHandle?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecallMessageRequest. */
                type $Shape = apache.rocketmq.v2.RecallMessageRequest.$Properties;
            }

            /**
             * Properties of a RecallMessageResponse.
             * @deprecated Use apache.rocketmq.v2.RecallMessageResponse.$Properties instead.
             */
            interface IRecallMessageResponse extends apache.rocketmq.v2.RecallMessageResponse.$Properties {
            }

            /** Represents a RecallMessageResponse. */
            class RecallMessageResponse {

                /**
                 * Constructs a new RecallMessageResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.RecallMessageResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecallMessageResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /** RecallMessageResponse messageId. */
                messageId: string;

                /**
                 * Creates a new RecallMessageResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecallMessageResponse instance
                 */
                static create(properties: apache.rocketmq.v2.RecallMessageResponse.$Shape): apache.rocketmq.v2.RecallMessageResponse & apache.rocketmq.v2.RecallMessageResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.RecallMessageResponse.$Properties): apache.rocketmq.v2.RecallMessageResponse;

                /**
                 * Encodes the specified RecallMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.RecallMessageResponse.verify|verify} messages.
                 * @param message RecallMessageResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.RecallMessageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecallMessageResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecallMessageResponse & apache.rocketmq.v2.RecallMessageResponse.$Shape} RecallMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.RecallMessageResponse & apache.rocketmq.v2.RecallMessageResponse.$Shape;
            }

            namespace RecallMessageResponse {

                /** Properties of a RecallMessageResponse. */
                interface $Properties {

                    /** RecallMessageResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** RecallMessageResponse messageId */
                    messageId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecallMessageResponse. */
                type $Shape = apache.rocketmq.v2.RecallMessageResponse.$Properties;
            }

            /**
             * Properties of a SyncLiteSubscriptionRequest.
             * @deprecated Use apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties instead.
             */
            interface ISyncLiteSubscriptionRequest extends apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties {
            }

            /** Represents a SyncLiteSubscriptionRequest. */
            class SyncLiteSubscriptionRequest {

                /**
                 * Constructs a new SyncLiteSubscriptionRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SyncLiteSubscriptionRequest action. */
                action: apache.rocketmq.v2.LiteSubscriptionAction;

                /** SyncLiteSubscriptionRequest topic. */
                topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** SyncLiteSubscriptionRequest group. */
                group?: (apache.rocketmq.v2.Resource.$Properties|null);

                /** SyncLiteSubscriptionRequest liteTopicSet. */
                liteTopicSet: string[];

                /** SyncLiteSubscriptionRequest version. */
                version?: (number|Long|null);

                /** SyncLiteSubscriptionRequest offsetOption. */
                offsetOption?: (apache.rocketmq.v2.OffsetOption.$Properties|null);

                /**
                 * Creates a new SyncLiteSubscriptionRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SyncLiteSubscriptionRequest instance
                 */
                static create(properties: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape): apache.rocketmq.v2.SyncLiteSubscriptionRequest & apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties): apache.rocketmq.v2.SyncLiteSubscriptionRequest;

                /**
                 * Encodes the specified SyncLiteSubscriptionRequest message. Does not implicitly {@link apache.rocketmq.v2.SyncLiteSubscriptionRequest.verify|verify} messages.
                 * @param message SyncLiteSubscriptionRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SyncLiteSubscriptionRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionRequest & apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape} SyncLiteSubscriptionRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SyncLiteSubscriptionRequest & apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape;
            }

            namespace SyncLiteSubscriptionRequest {

                /** Properties of a SyncLiteSubscriptionRequest. */
                interface $Properties {

                    /** SyncLiteSubscriptionRequest action */
                    action?: (apache.rocketmq.v2.LiteSubscriptionAction|null);

                    /** SyncLiteSubscriptionRequest topic */
                    topic?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** SyncLiteSubscriptionRequest group */
                    group?: (apache.rocketmq.v2.Resource.$Properties|null);

                    /** SyncLiteSubscriptionRequest liteTopicSet */
                    liteTopicSet?: (string[]|null);

                    /** SyncLiteSubscriptionRequest version */
                    version?: (number|Long|null);

                    /** SyncLiteSubscriptionRequest offsetOption */
                    offsetOption?: (apache.rocketmq.v2.OffsetOption.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SyncLiteSubscriptionRequest. */
                type $Shape = {
                  action?: apache.rocketmq.v2.LiteSubscriptionAction|null;
                  topic?: apache.rocketmq.v2.Resource.$Shape|null;
                  group?: apache.rocketmq.v2.Resource.$Shape|null;
                  liteTopicSet?: string[]|null;
                  version?: number|Long|null;
                  offsetOption?: apache.rocketmq.v2.OffsetOption.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a SyncLiteSubscriptionResponse.
             * @deprecated Use apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties instead.
             */
            interface ISyncLiteSubscriptionResponse extends apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties {
            }

            /** Represents a SyncLiteSubscriptionResponse. */
            class SyncLiteSubscriptionResponse {

                /**
                 * Constructs a new SyncLiteSubscriptionResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SyncLiteSubscriptionResponse status. */
                status?: (apache.rocketmq.v2.Status.$Properties|null);

                /**
                 * Creates a new SyncLiteSubscriptionResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SyncLiteSubscriptionResponse instance
                 */
                static create(properties: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape): apache.rocketmq.v2.SyncLiteSubscriptionResponse & apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties): apache.rocketmq.v2.SyncLiteSubscriptionResponse;

                /**
                 * Encodes the specified SyncLiteSubscriptionResponse message. Does not implicitly {@link apache.rocketmq.v2.SyncLiteSubscriptionResponse.verify|verify} messages.
                 * @param message SyncLiteSubscriptionResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SyncLiteSubscriptionResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionResponse & apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape} SyncLiteSubscriptionResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.SyncLiteSubscriptionResponse & apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape;
            }

            namespace SyncLiteSubscriptionResponse {

                /** Properties of a SyncLiteSubscriptionResponse. */
                interface $Properties {

                    /** SyncLiteSubscriptionResponse status */
                    status?: (apache.rocketmq.v2.Status.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SyncLiteSubscriptionResponse. */
                type $Shape = apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties;
            }

            /**
             * Properties of a ChangeLogLevelRequest.
             * @deprecated Use apache.rocketmq.v2.ChangeLogLevelRequest.$Properties instead.
             */
            interface IChangeLogLevelRequest extends apache.rocketmq.v2.ChangeLogLevelRequest.$Properties {
            }

            /** Represents a ChangeLogLevelRequest. */
            class ChangeLogLevelRequest {

                /**
                 * Constructs a new ChangeLogLevelRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ChangeLogLevelRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChangeLogLevelRequest level. */
                level: apache.rocketmq.v2.ChangeLogLevelRequest.Level;

                /**
                 * Creates a new ChangeLogLevelRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ChangeLogLevelRequest instance
                 */
                static create(properties: apache.rocketmq.v2.ChangeLogLevelRequest.$Shape): apache.rocketmq.v2.ChangeLogLevelRequest & apache.rocketmq.v2.ChangeLogLevelRequest.$Shape;
                static create(properties?: apache.rocketmq.v2.ChangeLogLevelRequest.$Properties): apache.rocketmq.v2.ChangeLogLevelRequest;

                /**
                 * Encodes the specified ChangeLogLevelRequest message. Does not implicitly {@link apache.rocketmq.v2.ChangeLogLevelRequest.verify|verify} messages.
                 * @param message ChangeLogLevelRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ChangeLogLevelRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChangeLogLevelRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeLogLevelRequest & apache.rocketmq.v2.ChangeLogLevelRequest.$Shape} ChangeLogLevelRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ChangeLogLevelRequest & apache.rocketmq.v2.ChangeLogLevelRequest.$Shape;
            }

            namespace ChangeLogLevelRequest {

                /** Properties of a ChangeLogLevelRequest. */
                interface $Properties {

                    /** ChangeLogLevelRequest level */
                    level?: (apache.rocketmq.v2.ChangeLogLevelRequest.Level|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChangeLogLevelRequest. */
                type $Shape = apache.rocketmq.v2.ChangeLogLevelRequest.$Properties;

                /** Level enum. */
                enum Level {

                    /** TRACE value */
                    TRACE = 0,

                    /** DEBUG value */
                    DEBUG = 1,

                    /** INFO value */
                    INFO = 2,

                    /** WARN value */
                    WARN = 3,

                    /** ERROR value */
                    ERROR = 4
                }
            }

            /**
             * Properties of a ChangeLogLevelResponse.
             * @deprecated Use apache.rocketmq.v2.ChangeLogLevelResponse.$Properties instead.
             */
            interface IChangeLogLevelResponse extends apache.rocketmq.v2.ChangeLogLevelResponse.$Properties {
            }

            /** Represents a ChangeLogLevelResponse. */
            class ChangeLogLevelResponse {

                /**
                 * Constructs a new ChangeLogLevelResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: apache.rocketmq.v2.ChangeLogLevelResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChangeLogLevelResponse remark. */
                remark: string;

                /**
                 * Creates a new ChangeLogLevelResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ChangeLogLevelResponse instance
                 */
                static create(properties: apache.rocketmq.v2.ChangeLogLevelResponse.$Shape): apache.rocketmq.v2.ChangeLogLevelResponse & apache.rocketmq.v2.ChangeLogLevelResponse.$Shape;
                static create(properties?: apache.rocketmq.v2.ChangeLogLevelResponse.$Properties): apache.rocketmq.v2.ChangeLogLevelResponse;

                /**
                 * Encodes the specified ChangeLogLevelResponse message. Does not implicitly {@link apache.rocketmq.v2.ChangeLogLevelResponse.verify|verify} messages.
                 * @param message ChangeLogLevelResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: apache.rocketmq.v2.ChangeLogLevelResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChangeLogLevelResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeLogLevelResponse & apache.rocketmq.v2.ChangeLogLevelResponse.$Shape} ChangeLogLevelResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): apache.rocketmq.v2.ChangeLogLevelResponse & apache.rocketmq.v2.ChangeLogLevelResponse.$Shape;
            }

            namespace ChangeLogLevelResponse {

                /** Properties of a ChangeLogLevelResponse. */
                interface $Properties {

                    /** ChangeLogLevelResponse remark */
                    remark?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChangeLogLevelResponse. */
                type $Shape = apache.rocketmq.v2.ChangeLogLevelResponse.$Properties;
            }
        }
    }
}

/** Namespace google. */
export namespace google {

    /** Namespace protobuf. */
    namespace protobuf {

        /**
         * Properties of a Duration.
         * @deprecated Use google.protobuf.Duration.$Properties instead.
         */
        interface IDuration extends google.protobuf.Duration.$Properties {
        }

        /** Represents a Duration. */
        class Duration {

            /**
             * Constructs a new Duration.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Duration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Duration seconds. */
            seconds: (number|Long);

            /** Duration nanos. */
            nanos: number;

            /**
             * Creates a new Duration instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Duration instance
             */
            static create(properties: google.protobuf.Duration.$Shape): google.protobuf.Duration & google.protobuf.Duration.$Shape;
            static create(properties?: google.protobuf.Duration.$Properties): google.protobuf.Duration;

            /**
             * Encodes the specified Duration message. Does not implicitly {@link google.protobuf.Duration.verify|verify} messages.
             * @param message Duration message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Duration.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Duration message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Duration & google.protobuf.Duration.$Shape} Duration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Duration & google.protobuf.Duration.$Shape;
        }

        namespace Duration {

            /** Properties of a Duration. */
            interface $Properties {

                /** Duration seconds */
                seconds?: (number|Long|null);

                /** Duration nanos */
                nanos?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Duration. */
            type $Shape = google.protobuf.Duration.$Properties;
        }

        /**
         * Properties of a Timestamp.
         * @deprecated Use google.protobuf.Timestamp.$Properties instead.
         */
        interface ITimestamp extends google.protobuf.Timestamp.$Properties {
        }

        /** Represents a Timestamp. */
        class Timestamp {

            /**
             * Constructs a new Timestamp.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Timestamp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Timestamp seconds. */
            seconds: (number|Long);

            /** Timestamp nanos. */
            nanos: number;

            /**
             * Creates a new Timestamp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Timestamp instance
             */
            static create(properties: google.protobuf.Timestamp.$Shape): google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape;
            static create(properties?: google.protobuf.Timestamp.$Properties): google.protobuf.Timestamp;

            /**
             * Encodes the specified Timestamp message. Does not implicitly {@link google.protobuf.Timestamp.verify|verify} messages.
             * @param message Timestamp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Timestamp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Timestamp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape} Timestamp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape;
        }

        namespace Timestamp {

            /** Properties of a Timestamp. */
            interface $Properties {

                /** Timestamp seconds */
                seconds?: (number|Long|null);

                /** Timestamp nanos */
                nanos?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Timestamp. */
            type $Shape = google.protobuf.Timestamp.$Properties;
        }
    }
}
