/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["rocketmq-jet"] || ($protobuf.roots["rocketmq-jet"] = {});

export const apache = $root.apache = (() => {

    /**
     * Namespace apache.
     * @exports apache
     * @namespace
     */
    const apache = {};

    apache.rocketmq = (function() {

        /**
         * Namespace rocketmq.
         * @memberof apache
         * @namespace
         */
        const rocketmq = {};

        rocketmq.v2 = (function() {

            /**
             * Namespace v2.
             * @memberof apache.rocketmq
             * @namespace
             */
            const v2 = {};

            /**
             * TransactionResolution enum.
             * @name apache.rocketmq.v2.TransactionResolution
             * @enum {number}
             * @property {number} TRANSACTION_RESOLUTION_UNSPECIFIED=0 TRANSACTION_RESOLUTION_UNSPECIFIED value
             * @property {number} COMMIT=1 COMMIT value
             * @property {number} ROLLBACK=2 ROLLBACK value
             */
            v2.TransactionResolution = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TRANSACTION_RESOLUTION_UNSPECIFIED"] = 0;
                values[valuesById[1] = "COMMIT"] = 1;
                values[valuesById[2] = "ROLLBACK"] = 2;
                return values;
            })();

            /**
             * TransactionSource enum.
             * @name apache.rocketmq.v2.TransactionSource
             * @enum {number}
             * @property {number} SOURCE_UNSPECIFIED=0 SOURCE_UNSPECIFIED value
             * @property {number} SOURCE_CLIENT=1 SOURCE_CLIENT value
             * @property {number} SOURCE_SERVER_CHECK=2 SOURCE_SERVER_CHECK value
             */
            v2.TransactionSource = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "SOURCE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "SOURCE_CLIENT"] = 1;
                values[valuesById[2] = "SOURCE_SERVER_CHECK"] = 2;
                return values;
            })();

            /**
             * Permission enum.
             * @name apache.rocketmq.v2.Permission
             * @enum {number}
             * @property {number} PERMISSION_UNSPECIFIED=0 PERMISSION_UNSPECIFIED value
             * @property {number} NONE=1 NONE value
             * @property {number} READ=2 READ value
             * @property {number} WRITE=3 WRITE value
             * @property {number} READ_WRITE=4 READ_WRITE value
             */
            v2.Permission = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "PERMISSION_UNSPECIFIED"] = 0;
                values[valuesById[1] = "NONE"] = 1;
                values[valuesById[2] = "READ"] = 2;
                values[valuesById[3] = "WRITE"] = 3;
                values[valuesById[4] = "READ_WRITE"] = 4;
                return values;
            })();

            /**
             * FilterType enum.
             * @name apache.rocketmq.v2.FilterType
             * @enum {number}
             * @property {number} FILTER_TYPE_UNSPECIFIED=0 FILTER_TYPE_UNSPECIFIED value
             * @property {number} TAG=1 TAG value
             * @property {number} SQL=2 SQL value
             */
            v2.FilterType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FILTER_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TAG"] = 1;
                values[valuesById[2] = "SQL"] = 2;
                return values;
            })();

            /**
             * AddressScheme enum.
             * @name apache.rocketmq.v2.AddressScheme
             * @enum {number}
             * @property {number} ADDRESS_SCHEME_UNSPECIFIED=0 ADDRESS_SCHEME_UNSPECIFIED value
             * @property {number} IPv4=1 IPv4 value
             * @property {number} IPv6=2 IPv6 value
             * @property {number} DOMAIN_NAME=3 DOMAIN_NAME value
             */
            v2.AddressScheme = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ADDRESS_SCHEME_UNSPECIFIED"] = 0;
                values[valuesById[1] = "IPv4"] = 1;
                values[valuesById[2] = "IPv6"] = 2;
                values[valuesById[3] = "DOMAIN_NAME"] = 3;
                return values;
            })();

            /**
             * MessageType enum.
             * @name apache.rocketmq.v2.MessageType
             * @enum {number}
             * @property {number} MESSAGE_TYPE_UNSPECIFIED=0 MESSAGE_TYPE_UNSPECIFIED value
             * @property {number} NORMAL=1 NORMAL value
             * @property {number} FIFO=2 FIFO value
             * @property {number} DELAY=3 DELAY value
             * @property {number} TRANSACTION=4 TRANSACTION value
             * @property {number} LITE=5 LITE value
             * @property {number} PRIORITY=6 PRIORITY value
             */
            v2.MessageType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "MESSAGE_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "NORMAL"] = 1;
                values[valuesById[2] = "FIFO"] = 2;
                values[valuesById[3] = "DELAY"] = 3;
                values[valuesById[4] = "TRANSACTION"] = 4;
                values[valuesById[5] = "LITE"] = 5;
                values[valuesById[6] = "PRIORITY"] = 6;
                return values;
            })();

            /**
             * DigestType enum.
             * @name apache.rocketmq.v2.DigestType
             * @enum {number}
             * @property {number} DIGEST_TYPE_UNSPECIFIED=0 DIGEST_TYPE_UNSPECIFIED value
             * @property {number} CRC32=1 CRC32 value
             * @property {number} MD5=2 MD5 value
             * @property {number} SHA1=3 SHA1 value
             */
            v2.DigestType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "DIGEST_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "CRC32"] = 1;
                values[valuesById[2] = "MD5"] = 2;
                values[valuesById[3] = "SHA1"] = 3;
                return values;
            })();

            /**
             * ClientType enum.
             * @name apache.rocketmq.v2.ClientType
             * @enum {number}
             * @property {number} CLIENT_TYPE_UNSPECIFIED=0 CLIENT_TYPE_UNSPECIFIED value
             * @property {number} PRODUCER=1 PRODUCER value
             * @property {number} PUSH_CONSUMER=2 PUSH_CONSUMER value
             * @property {number} SIMPLE_CONSUMER=3 SIMPLE_CONSUMER value
             * @property {number} PULL_CONSUMER=4 PULL_CONSUMER value
             * @property {number} LITE_PUSH_CONSUMER=5 LITE_PUSH_CONSUMER value
             * @property {number} LITE_SIMPLE_CONSUMER=6 LITE_SIMPLE_CONSUMER value
             */
            v2.ClientType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "CLIENT_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "PRODUCER"] = 1;
                values[valuesById[2] = "PUSH_CONSUMER"] = 2;
                values[valuesById[3] = "SIMPLE_CONSUMER"] = 3;
                values[valuesById[4] = "PULL_CONSUMER"] = 4;
                values[valuesById[5] = "LITE_PUSH_CONSUMER"] = 5;
                values[valuesById[6] = "LITE_SIMPLE_CONSUMER"] = 6;
                return values;
            })();

            /**
             * Encoding enum.
             * @name apache.rocketmq.v2.Encoding
             * @enum {number}
             * @property {number} ENCODING_UNSPECIFIED=0 ENCODING_UNSPECIFIED value
             * @property {number} IDENTITY=1 IDENTITY value
             * @property {number} GZIP=2 GZIP value
             */
            v2.Encoding = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ENCODING_UNSPECIFIED"] = 0;
                values[valuesById[1] = "IDENTITY"] = 1;
                values[valuesById[2] = "GZIP"] = 2;
                return values;
            })();

            /**
             * Code enum.
             * @name apache.rocketmq.v2.Code
             * @enum {number}
             * @property {number} CODE_UNSPECIFIED=0 CODE_UNSPECIFIED value
             * @property {number} OK=20000 OK value
             * @property {number} MULTIPLE_RESULTS=30000 MULTIPLE_RESULTS value
             * @property {number} BAD_REQUEST=40000 BAD_REQUEST value
             * @property {number} ILLEGAL_ACCESS_POINT=40001 ILLEGAL_ACCESS_POINT value
             * @property {number} ILLEGAL_TOPIC=40002 ILLEGAL_TOPIC value
             * @property {number} ILLEGAL_CONSUMER_GROUP=40003 ILLEGAL_CONSUMER_GROUP value
             * @property {number} ILLEGAL_MESSAGE_TAG=40004 ILLEGAL_MESSAGE_TAG value
             * @property {number} ILLEGAL_MESSAGE_KEY=40005 ILLEGAL_MESSAGE_KEY value
             * @property {number} ILLEGAL_MESSAGE_GROUP=40006 ILLEGAL_MESSAGE_GROUP value
             * @property {number} ILLEGAL_MESSAGE_PROPERTY_KEY=40007 ILLEGAL_MESSAGE_PROPERTY_KEY value
             * @property {number} INVALID_TRANSACTION_ID=40008 INVALID_TRANSACTION_ID value
             * @property {number} ILLEGAL_MESSAGE_ID=40009 ILLEGAL_MESSAGE_ID value
             * @property {number} ILLEGAL_FILTER_EXPRESSION=40010 ILLEGAL_FILTER_EXPRESSION value
             * @property {number} ILLEGAL_INVISIBLE_TIME=40011 ILLEGAL_INVISIBLE_TIME value
             * @property {number} ILLEGAL_DELIVERY_TIME=40012 ILLEGAL_DELIVERY_TIME value
             * @property {number} INVALID_RECEIPT_HANDLE=40013 INVALID_RECEIPT_HANDLE value
             * @property {number} MESSAGE_PROPERTY_CONFLICT_WITH_TYPE=40014 MESSAGE_PROPERTY_CONFLICT_WITH_TYPE value
             * @property {number} UNRECOGNIZED_CLIENT_TYPE=40015 UNRECOGNIZED_CLIENT_TYPE value
             * @property {number} MESSAGE_CORRUPTED=40016 MESSAGE_CORRUPTED value
             * @property {number} CLIENT_ID_REQUIRED=40017 CLIENT_ID_REQUIRED value
             * @property {number} ILLEGAL_POLLING_TIME=40018 ILLEGAL_POLLING_TIME value
             * @property {number} ILLEGAL_OFFSET=40019 ILLEGAL_OFFSET value
             * @property {number} ILLEGAL_LITE_TOPIC=40020 ILLEGAL_LITE_TOPIC value
             * @property {number} INVALID_CLIENT_PROPERTIES=40021 INVALID_CLIENT_PROPERTIES value
             * @property {number} UNAUTHORIZED=40100 UNAUTHORIZED value
             * @property {number} PAYMENT_REQUIRED=40200 PAYMENT_REQUIRED value
             * @property {number} FORBIDDEN=40300 FORBIDDEN value
             * @property {number} NOT_FOUND=40400 NOT_FOUND value
             * @property {number} MESSAGE_NOT_FOUND=40401 MESSAGE_NOT_FOUND value
             * @property {number} TOPIC_NOT_FOUND=40402 TOPIC_NOT_FOUND value
             * @property {number} CONSUMER_GROUP_NOT_FOUND=40403 CONSUMER_GROUP_NOT_FOUND value
             * @property {number} OFFSET_NOT_FOUND=40404 OFFSET_NOT_FOUND value
             * @property {number} REQUEST_TIMEOUT=40800 REQUEST_TIMEOUT value
             * @property {number} PAYLOAD_TOO_LARGE=41300 PAYLOAD_TOO_LARGE value
             * @property {number} MESSAGE_BODY_TOO_LARGE=41301 MESSAGE_BODY_TOO_LARGE value
             * @property {number} MESSAGE_BODY_EMPTY=41302 MESSAGE_BODY_EMPTY value
             * @property {number} PRECONDITION_FAILED=42800 PRECONDITION_FAILED value
             * @property {number} TOO_MANY_REQUESTS=42900 TOO_MANY_REQUESTS value
             * @property {number} LITE_TOPIC_QUOTA_EXCEEDED=42901 LITE_TOPIC_QUOTA_EXCEEDED value
             * @property {number} LITE_SUBSCRIPTION_QUOTA_EXCEEDED=42902 LITE_SUBSCRIPTION_QUOTA_EXCEEDED value
             * @property {number} REQUEST_HEADER_FIELDS_TOO_LARGE=43100 REQUEST_HEADER_FIELDS_TOO_LARGE value
             * @property {number} MESSAGE_PROPERTIES_TOO_LARGE=43101 MESSAGE_PROPERTIES_TOO_LARGE value
             * @property {number} INTERNAL_ERROR=50000 INTERNAL_ERROR value
             * @property {number} INTERNAL_SERVER_ERROR=50001 INTERNAL_SERVER_ERROR value
             * @property {number} HA_NOT_AVAILABLE=50002 HA_NOT_AVAILABLE value
             * @property {number} NOT_IMPLEMENTED=50100 NOT_IMPLEMENTED value
             * @property {number} PROXY_TIMEOUT=50400 PROXY_TIMEOUT value
             * @property {number} MASTER_PERSISTENCE_TIMEOUT=50401 MASTER_PERSISTENCE_TIMEOUT value
             * @property {number} SLAVE_PERSISTENCE_TIMEOUT=50402 SLAVE_PERSISTENCE_TIMEOUT value
             * @property {number} UNSUPPORTED=50500 UNSUPPORTED value
             * @property {number} VERSION_UNSUPPORTED=50501 VERSION_UNSUPPORTED value
             * @property {number} VERIFY_FIFO_MESSAGE_UNSUPPORTED=50502 VERIFY_FIFO_MESSAGE_UNSUPPORTED value
             * @property {number} FAILED_TO_CONSUME_MESSAGE=60000 FAILED_TO_CONSUME_MESSAGE value
             */
            v2.Code = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "CODE_UNSPECIFIED"] = 0;
                values[valuesById[20000] = "OK"] = 20000;
                values[valuesById[30000] = "MULTIPLE_RESULTS"] = 30000;
                values[valuesById[40000] = "BAD_REQUEST"] = 40000;
                values[valuesById[40001] = "ILLEGAL_ACCESS_POINT"] = 40001;
                values[valuesById[40002] = "ILLEGAL_TOPIC"] = 40002;
                values[valuesById[40003] = "ILLEGAL_CONSUMER_GROUP"] = 40003;
                values[valuesById[40004] = "ILLEGAL_MESSAGE_TAG"] = 40004;
                values[valuesById[40005] = "ILLEGAL_MESSAGE_KEY"] = 40005;
                values[valuesById[40006] = "ILLEGAL_MESSAGE_GROUP"] = 40006;
                values[valuesById[40007] = "ILLEGAL_MESSAGE_PROPERTY_KEY"] = 40007;
                values[valuesById[40008] = "INVALID_TRANSACTION_ID"] = 40008;
                values[valuesById[40009] = "ILLEGAL_MESSAGE_ID"] = 40009;
                values[valuesById[40010] = "ILLEGAL_FILTER_EXPRESSION"] = 40010;
                values[valuesById[40011] = "ILLEGAL_INVISIBLE_TIME"] = 40011;
                values[valuesById[40012] = "ILLEGAL_DELIVERY_TIME"] = 40012;
                values[valuesById[40013] = "INVALID_RECEIPT_HANDLE"] = 40013;
                values[valuesById[40014] = "MESSAGE_PROPERTY_CONFLICT_WITH_TYPE"] = 40014;
                values[valuesById[40015] = "UNRECOGNIZED_CLIENT_TYPE"] = 40015;
                values[valuesById[40016] = "MESSAGE_CORRUPTED"] = 40016;
                values[valuesById[40017] = "CLIENT_ID_REQUIRED"] = 40017;
                values[valuesById[40018] = "ILLEGAL_POLLING_TIME"] = 40018;
                values[valuesById[40019] = "ILLEGAL_OFFSET"] = 40019;
                values[valuesById[40020] = "ILLEGAL_LITE_TOPIC"] = 40020;
                values[valuesById[40021] = "INVALID_CLIENT_PROPERTIES"] = 40021;
                values[valuesById[40100] = "UNAUTHORIZED"] = 40100;
                values[valuesById[40200] = "PAYMENT_REQUIRED"] = 40200;
                values[valuesById[40300] = "FORBIDDEN"] = 40300;
                values[valuesById[40400] = "NOT_FOUND"] = 40400;
                values[valuesById[40401] = "MESSAGE_NOT_FOUND"] = 40401;
                values[valuesById[40402] = "TOPIC_NOT_FOUND"] = 40402;
                values[valuesById[40403] = "CONSUMER_GROUP_NOT_FOUND"] = 40403;
                values[valuesById[40404] = "OFFSET_NOT_FOUND"] = 40404;
                values[valuesById[40800] = "REQUEST_TIMEOUT"] = 40800;
                values[valuesById[41300] = "PAYLOAD_TOO_LARGE"] = 41300;
                values[valuesById[41301] = "MESSAGE_BODY_TOO_LARGE"] = 41301;
                values[valuesById[41302] = "MESSAGE_BODY_EMPTY"] = 41302;
                values[valuesById[42800] = "PRECONDITION_FAILED"] = 42800;
                values[valuesById[42900] = "TOO_MANY_REQUESTS"] = 42900;
                values[valuesById[42901] = "LITE_TOPIC_QUOTA_EXCEEDED"] = 42901;
                values[valuesById[42902] = "LITE_SUBSCRIPTION_QUOTA_EXCEEDED"] = 42902;
                values[valuesById[43100] = "REQUEST_HEADER_FIELDS_TOO_LARGE"] = 43100;
                values[valuesById[43101] = "MESSAGE_PROPERTIES_TOO_LARGE"] = 43101;
                values[valuesById[50000] = "INTERNAL_ERROR"] = 50000;
                values[valuesById[50001] = "INTERNAL_SERVER_ERROR"] = 50001;
                values[valuesById[50002] = "HA_NOT_AVAILABLE"] = 50002;
                values[valuesById[50100] = "NOT_IMPLEMENTED"] = 50100;
                values[valuesById[50400] = "PROXY_TIMEOUT"] = 50400;
                values[valuesById[50401] = "MASTER_PERSISTENCE_TIMEOUT"] = 50401;
                values[valuesById[50402] = "SLAVE_PERSISTENCE_TIMEOUT"] = 50402;
                values[valuesById[50500] = "UNSUPPORTED"] = 50500;
                values[valuesById[50501] = "VERSION_UNSUPPORTED"] = 50501;
                values[valuesById[50502] = "VERIFY_FIFO_MESSAGE_UNSUPPORTED"] = 50502;
                values[valuesById[60000] = "FAILED_TO_CONSUME_MESSAGE"] = 60000;
                return values;
            })();

            /**
             * Language enum.
             * @name apache.rocketmq.v2.Language
             * @enum {number}
             * @property {number} LANGUAGE_UNSPECIFIED=0 LANGUAGE_UNSPECIFIED value
             * @property {number} JAVA=1 JAVA value
             * @property {number} CPP=2 CPP value
             * @property {number} DOT_NET=3 DOT_NET value
             * @property {number} GOLANG=4 GOLANG value
             * @property {number} RUST=5 RUST value
             * @property {number} PYTHON=6 PYTHON value
             * @property {number} PHP=7 PHP value
             * @property {number} NODE_JS=8 NODE_JS value
             * @property {number} RUBY=9 RUBY value
             * @property {number} OBJECTIVE_C=10 OBJECTIVE_C value
             * @property {number} DART=11 DART value
             * @property {number} KOTLIN=12 KOTLIN value
             */
            v2.Language = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "LANGUAGE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "JAVA"] = 1;
                values[valuesById[2] = "CPP"] = 2;
                values[valuesById[3] = "DOT_NET"] = 3;
                values[valuesById[4] = "GOLANG"] = 4;
                values[valuesById[5] = "RUST"] = 5;
                values[valuesById[6] = "PYTHON"] = 6;
                values[valuesById[7] = "PHP"] = 7;
                values[valuesById[8] = "NODE_JS"] = 8;
                values[valuesById[9] = "RUBY"] = 9;
                values[valuesById[10] = "OBJECTIVE_C"] = 10;
                values[valuesById[11] = "DART"] = 11;
                values[valuesById[12] = "KOTLIN"] = 12;
                return values;
            })();

            /**
             * LiteSubscriptionAction enum.
             * @name apache.rocketmq.v2.LiteSubscriptionAction
             * @enum {number}
             * @property {number} PARTIAL_ADD=0 PARTIAL_ADD value
             * @property {number} PARTIAL_REMOVE=1 PARTIAL_REMOVE value
             * @property {number} COMPLETE_ADD=2 COMPLETE_ADD value
             * @property {number} COMPLETE_REMOVE=3 COMPLETE_REMOVE value
             */
            v2.LiteSubscriptionAction = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "PARTIAL_ADD"] = 0;
                values[valuesById[1] = "PARTIAL_REMOVE"] = 1;
                values[valuesById[2] = "COMPLETE_ADD"] = 2;
                values[valuesById[3] = "COMPLETE_REMOVE"] = 3;
                return values;
            })();

            /**
             * QueryOffsetPolicy enum.
             * @name apache.rocketmq.v2.QueryOffsetPolicy
             * @enum {number}
             * @property {number} BEGINNING=0 BEGINNING value
             * @property {number} END=1 END value
             * @property {number} TIMESTAMP=2 TIMESTAMP value
             */
            v2.QueryOffsetPolicy = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "BEGINNING"] = 0;
                values[valuesById[1] = "END"] = 1;
                values[valuesById[2] = "TIMESTAMP"] = 2;
                return values;
            })();

            v2.FilterExpression = (function() {

                /**
                 * Properties of a FilterExpression.
                 * @typedef {Object} apache.rocketmq.v2.FilterExpression.$Properties
                 * @property {apache.rocketmq.v2.FilterType|null} [type] FilterExpression type
                 * @property {string|null} [expression] FilterExpression expression
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FilterExpression.
                 * @memberof apache.rocketmq.v2
                 * @interface IFilterExpression
                 * @augments apache.rocketmq.v2.FilterExpression.$Properties
                 * @deprecated Use apache.rocketmq.v2.FilterExpression.$Properties instead.
                 */

                /**
                 * Shape of a FilterExpression.
                 * @typedef {apache.rocketmq.v2.FilterExpression.$Properties} apache.rocketmq.v2.FilterExpression.$Shape
                 */

                /**
                 * Constructs a new FilterExpression.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a FilterExpression.
                 * @constructor
                 * @param {apache.rocketmq.v2.FilterExpression.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FilterExpression = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FilterExpression type.
                 * @member {apache.rocketmq.v2.FilterType} type
                 * @memberof apache.rocketmq.v2.FilterExpression
                 * @instance
                 */
                FilterExpression.prototype.type = 0;

                /**
                 * FilterExpression expression.
                 * @member {string} expression
                 * @memberof apache.rocketmq.v2.FilterExpression
                 * @instance
                 */
                FilterExpression.prototype.expression = "";

                /**
                 * Creates a new FilterExpression instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.FilterExpression
                 * @static
                 * @param {apache.rocketmq.v2.FilterExpression.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.FilterExpression} FilterExpression instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.FilterExpression.$Shape): apache.rocketmq.v2.FilterExpression & apache.rocketmq.v2.FilterExpression.$Shape;
                 *   (properties?: apache.rocketmq.v2.FilterExpression.$Properties): apache.rocketmq.v2.FilterExpression;
                 * }}
                 */
                FilterExpression.create = function(properties) {
                    return new FilterExpression(properties);
                };

                /**
                 * Encodes the specified FilterExpression message. Does not implicitly {@link apache.rocketmq.v2.FilterExpression.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.FilterExpression
                 * @static
                 * @param {apache.rocketmq.v2.FilterExpression.$Properties} message FilterExpression message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FilterExpression.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
                    if (message.expression != null && $Object.hasOwnProperty.call(message, "expression") && message.expression !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.expression);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FilterExpression message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.FilterExpression
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.FilterExpression & apache.rocketmq.v2.FilterExpression.$Shape} FilterExpression
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FilterExpression.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.FilterExpression();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.expression = value;
                                else
                                    delete message.expression;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FilterExpression;
            })();

            v2.RetryPolicy = (function() {

                /**
                 * Properties of a RetryPolicy.
                 * @typedef {Object} apache.rocketmq.v2.RetryPolicy.$Properties
                 * @property {number|null} [maxAttempts] RetryPolicy maxAttempts
                 * @property {apache.rocketmq.v2.ExponentialBackoff.$Properties|null} [exponentialBackoff] RetryPolicy exponentialBackoff
                 * @property {apache.rocketmq.v2.CustomizedBackoff.$Properties|null} [customizedBackoff] RetryPolicy customizedBackoff
                 * @property {"exponentialBackoff"|"customizedBackoff"} [strategy] RetryPolicy strategy
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RetryPolicy.
                 * @memberof apache.rocketmq.v2
                 * @interface IRetryPolicy
                 * @augments apache.rocketmq.v2.RetryPolicy.$Properties
                 * @deprecated Use apache.rocketmq.v2.RetryPolicy.$Properties instead.
                 */

                /**
                 * Narrowed shape of a RetryPolicy.
                 * @typedef {{
                 *   maxAttempts?: number|null;
                 *   exponentialBackoff?: apache.rocketmq.v2.ExponentialBackoff.$Shape|null;
                 *   customizedBackoff?: apache.rocketmq.v2.CustomizedBackoff.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ strategy?: undefined; exponentialBackoff?: null; customizedBackoff?: null }|{ strategy?: "exponentialBackoff"; exponentialBackoff: apache.rocketmq.v2.ExponentialBackoff.$Shape; customizedBackoff?: null }|{ strategy?: "customizedBackoff"; exponentialBackoff?: null; customizedBackoff: apache.rocketmq.v2.CustomizedBackoff.$Shape })
                 * )} apache.rocketmq.v2.RetryPolicy.$Shape
                 */

                /**
                 * Constructs a new RetryPolicy.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a RetryPolicy.
                 * @constructor
                 * @param {apache.rocketmq.v2.RetryPolicy.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RetryPolicy = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RetryPolicy maxAttempts.
                 * @member {number} maxAttempts
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @instance
                 */
                RetryPolicy.prototype.maxAttempts = 0;

                /**
                 * RetryPolicy exponentialBackoff.
                 * @member {apache.rocketmq.v2.ExponentialBackoff.$Properties|null|undefined} exponentialBackoff
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @instance
                 */
                RetryPolicy.prototype.exponentialBackoff = null;

                /**
                 * RetryPolicy customizedBackoff.
                 * @member {apache.rocketmq.v2.CustomizedBackoff.$Properties|null|undefined} customizedBackoff
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @instance
                 */
                RetryPolicy.prototype.customizedBackoff = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * RetryPolicy strategy.
                 * @member {"exponentialBackoff"|"customizedBackoff"|undefined} strategy
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @instance
                 */
                $Object.defineProperty(RetryPolicy.prototype, "strategy", {
                    get: $util.oneOfGetter($oneOfFields = ["exponentialBackoff", "customizedBackoff"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new RetryPolicy instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @static
                 * @param {apache.rocketmq.v2.RetryPolicy.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.RetryPolicy} RetryPolicy instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.RetryPolicy.$Shape): apache.rocketmq.v2.RetryPolicy & apache.rocketmq.v2.RetryPolicy.$Shape;
                 *   (properties?: apache.rocketmq.v2.RetryPolicy.$Properties): apache.rocketmq.v2.RetryPolicy;
                 * }}
                 */
                RetryPolicy.create = function(properties) {
                    return new RetryPolicy(properties);
                };

                /**
                 * Encodes the specified RetryPolicy message. Does not implicitly {@link apache.rocketmq.v2.RetryPolicy.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @static
                 * @param {apache.rocketmq.v2.RetryPolicy.$Properties} message RetryPolicy message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RetryPolicy.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxAttempts != null && $Object.hasOwnProperty.call(message, "maxAttempts") && message.maxAttempts !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.maxAttempts);
                    if (message.exponentialBackoff != null && $Object.hasOwnProperty.call(message, "exponentialBackoff"))
                        $root.apache.rocketmq.v2.ExponentialBackoff.encode(message.exponentialBackoff, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.customizedBackoff != null && $Object.hasOwnProperty.call(message, "customizedBackoff"))
                        $root.apache.rocketmq.v2.CustomizedBackoff.encode(message.customizedBackoff, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RetryPolicy message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.RetryPolicy
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RetryPolicy & apache.rocketmq.v2.RetryPolicy.$Shape} RetryPolicy
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RetryPolicy.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.RetryPolicy();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxAttempts = value;
                                else
                                    delete message.maxAttempts;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.exponentialBackoff = $root.apache.rocketmq.v2.ExponentialBackoff.decode(reader, reader.size(), $undefined, _depth + 1, message.exponentialBackoff);
                                message.strategy = "exponentialBackoff";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.customizedBackoff = $root.apache.rocketmq.v2.CustomizedBackoff.decode(reader, reader.size(), $undefined, _depth + 1, message.customizedBackoff);
                                message.strategy = "customizedBackoff";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RetryPolicy;
            })();

            v2.ExponentialBackoff = (function() {

                /**
                 * Properties of an ExponentialBackoff.
                 * @typedef {Object} apache.rocketmq.v2.ExponentialBackoff.$Properties
                 * @property {google.protobuf.Duration.$Properties|null} [initial] ExponentialBackoff initial
                 * @property {google.protobuf.Duration.$Properties|null} [max] ExponentialBackoff max
                 * @property {number|null} [multiplier] ExponentialBackoff multiplier
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ExponentialBackoff.
                 * @memberof apache.rocketmq.v2
                 * @interface IExponentialBackoff
                 * @augments apache.rocketmq.v2.ExponentialBackoff.$Properties
                 * @deprecated Use apache.rocketmq.v2.ExponentialBackoff.$Properties instead.
                 */

                /**
                 * Shape of an ExponentialBackoff.
                 * @typedef {apache.rocketmq.v2.ExponentialBackoff.$Properties} apache.rocketmq.v2.ExponentialBackoff.$Shape
                 */

                /**
                 * Constructs a new ExponentialBackoff.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an ExponentialBackoff.
                 * @constructor
                 * @param {apache.rocketmq.v2.ExponentialBackoff.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ExponentialBackoff = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ExponentialBackoff initial.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} initial
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @instance
                 */
                ExponentialBackoff.prototype.initial = null;

                /**
                 * ExponentialBackoff max.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} max
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @instance
                 */
                ExponentialBackoff.prototype.max = null;

                /**
                 * ExponentialBackoff multiplier.
                 * @member {number} multiplier
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @instance
                 */
                ExponentialBackoff.prototype.multiplier = 0;

                /**
                 * Creates a new ExponentialBackoff instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @static
                 * @param {apache.rocketmq.v2.ExponentialBackoff.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ExponentialBackoff} ExponentialBackoff instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ExponentialBackoff.$Shape): apache.rocketmq.v2.ExponentialBackoff & apache.rocketmq.v2.ExponentialBackoff.$Shape;
                 *   (properties?: apache.rocketmq.v2.ExponentialBackoff.$Properties): apache.rocketmq.v2.ExponentialBackoff;
                 * }}
                 */
                ExponentialBackoff.create = function(properties) {
                    return new ExponentialBackoff(properties);
                };

                /**
                 * Encodes the specified ExponentialBackoff message. Does not implicitly {@link apache.rocketmq.v2.ExponentialBackoff.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @static
                 * @param {apache.rocketmq.v2.ExponentialBackoff.$Properties} message ExponentialBackoff message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ExponentialBackoff.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.initial != null && $Object.hasOwnProperty.call(message, "initial"))
                        $root.google.protobuf.Duration.encode(message.initial, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.max != null && $Object.hasOwnProperty.call(message, "max"))
                        $root.google.protobuf.Duration.encode(message.max, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.multiplier != null && $Object.hasOwnProperty.call(message, "multiplier") && !$Object.is(message.multiplier, 0))
                        writer.uint32(/* id 3, wireType 5 =*/29).float(message.multiplier);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ExponentialBackoff message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ExponentialBackoff
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ExponentialBackoff & apache.rocketmq.v2.ExponentialBackoff.$Shape} ExponentialBackoff
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ExponentialBackoff.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ExponentialBackoff();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.initial = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.initial);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.max = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.max);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (!$Object.is(value = reader.float(), 0))
                                    message.multiplier = value;
                                else
                                    delete message.multiplier;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ExponentialBackoff;
            })();

            v2.CustomizedBackoff = (function() {

                /**
                 * Properties of a CustomizedBackoff.
                 * @typedef {Object} apache.rocketmq.v2.CustomizedBackoff.$Properties
                 * @property {Array.<google.protobuf.Duration.$Properties>|null} [next] CustomizedBackoff next
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CustomizedBackoff.
                 * @memberof apache.rocketmq.v2
                 * @interface ICustomizedBackoff
                 * @augments apache.rocketmq.v2.CustomizedBackoff.$Properties
                 * @deprecated Use apache.rocketmq.v2.CustomizedBackoff.$Properties instead.
                 */

                /**
                 * Shape of a CustomizedBackoff.
                 * @typedef {apache.rocketmq.v2.CustomizedBackoff.$Properties} apache.rocketmq.v2.CustomizedBackoff.$Shape
                 */

                /**
                 * Constructs a new CustomizedBackoff.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a CustomizedBackoff.
                 * @constructor
                 * @param {apache.rocketmq.v2.CustomizedBackoff.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CustomizedBackoff = function (properties) {
                    this.next = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CustomizedBackoff next.
                 * @member {Array.<google.protobuf.Duration.$Properties>} next
                 * @memberof apache.rocketmq.v2.CustomizedBackoff
                 * @instance
                 */
                CustomizedBackoff.prototype.next = $util.emptyArray;

                /**
                 * Creates a new CustomizedBackoff instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.CustomizedBackoff
                 * @static
                 * @param {apache.rocketmq.v2.CustomizedBackoff.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.CustomizedBackoff} CustomizedBackoff instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.CustomizedBackoff.$Shape): apache.rocketmq.v2.CustomizedBackoff & apache.rocketmq.v2.CustomizedBackoff.$Shape;
                 *   (properties?: apache.rocketmq.v2.CustomizedBackoff.$Properties): apache.rocketmq.v2.CustomizedBackoff;
                 * }}
                 */
                CustomizedBackoff.create = function(properties) {
                    return new CustomizedBackoff(properties);
                };

                /**
                 * Encodes the specified CustomizedBackoff message. Does not implicitly {@link apache.rocketmq.v2.CustomizedBackoff.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.CustomizedBackoff
                 * @static
                 * @param {apache.rocketmq.v2.CustomizedBackoff.$Properties} message CustomizedBackoff message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CustomizedBackoff.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.next != null && message.next.length)
                        for (let i = 0; i < message.next.length; ++i)
                            $root.google.protobuf.Duration.encode(message.next[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CustomizedBackoff message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.CustomizedBackoff
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.CustomizedBackoff & apache.rocketmq.v2.CustomizedBackoff.$Shape} CustomizedBackoff
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CustomizedBackoff.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.CustomizedBackoff();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.next && message.next.length))
                                    message.next = [];
                                message.next.push($root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CustomizedBackoff;
            })();

            v2.Resource = (function() {

                /**
                 * Properties of a Resource.
                 * @typedef {Object} apache.rocketmq.v2.Resource.$Properties
                 * @property {string|null} [resourceNamespace] Resource resourceNamespace
                 * @property {string|null} [name] Resource name
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Resource.
                 * @memberof apache.rocketmq.v2
                 * @interface IResource
                 * @augments apache.rocketmq.v2.Resource.$Properties
                 * @deprecated Use apache.rocketmq.v2.Resource.$Properties instead.
                 */

                /**
                 * Shape of a Resource.
                 * @typedef {apache.rocketmq.v2.Resource.$Properties} apache.rocketmq.v2.Resource.$Shape
                 */

                /**
                 * Constructs a new Resource.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Resource.
                 * @constructor
                 * @param {apache.rocketmq.v2.Resource.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Resource = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Resource resourceNamespace.
                 * @member {string} resourceNamespace
                 * @memberof apache.rocketmq.v2.Resource
                 * @instance
                 */
                Resource.prototype.resourceNamespace = "";

                /**
                 * Resource name.
                 * @member {string} name
                 * @memberof apache.rocketmq.v2.Resource
                 * @instance
                 */
                Resource.prototype.name = "";

                /**
                 * Creates a new Resource instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Resource
                 * @static
                 * @param {apache.rocketmq.v2.Resource.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Resource} Resource instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Resource.$Shape): apache.rocketmq.v2.Resource & apache.rocketmq.v2.Resource.$Shape;
                 *   (properties?: apache.rocketmq.v2.Resource.$Properties): apache.rocketmq.v2.Resource;
                 * }}
                 */
                Resource.create = function(properties) {
                    return new Resource(properties);
                };

                /**
                 * Encodes the specified Resource message. Does not implicitly {@link apache.rocketmq.v2.Resource.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Resource
                 * @static
                 * @param {apache.rocketmq.v2.Resource.$Properties} message Resource message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Resource.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.resourceNamespace != null && $Object.hasOwnProperty.call(message, "resourceNamespace") && message.resourceNamespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.resourceNamespace);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Resource message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Resource
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Resource & apache.rocketmq.v2.Resource.$Shape} Resource
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Resource.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Resource();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.resourceNamespace = value;
                                else
                                    delete message.resourceNamespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Resource;
            })();

            v2.SubscriptionEntry = (function() {

                /**
                 * Properties of a SubscriptionEntry.
                 * @typedef {Object} apache.rocketmq.v2.SubscriptionEntry.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] SubscriptionEntry topic
                 * @property {apache.rocketmq.v2.FilterExpression.$Properties|null} [expression] SubscriptionEntry expression
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SubscriptionEntry.
                 * @memberof apache.rocketmq.v2
                 * @interface ISubscriptionEntry
                 * @augments apache.rocketmq.v2.SubscriptionEntry.$Properties
                 * @deprecated Use apache.rocketmq.v2.SubscriptionEntry.$Properties instead.
                 */

                /**
                 * Shape of a SubscriptionEntry.
                 * @typedef {apache.rocketmq.v2.SubscriptionEntry.$Properties} apache.rocketmq.v2.SubscriptionEntry.$Shape
                 */

                /**
                 * Constructs a new SubscriptionEntry.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SubscriptionEntry.
                 * @constructor
                 * @param {apache.rocketmq.v2.SubscriptionEntry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SubscriptionEntry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SubscriptionEntry topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.SubscriptionEntry
                 * @instance
                 */
                SubscriptionEntry.prototype.topic = null;

                /**
                 * SubscriptionEntry expression.
                 * @member {apache.rocketmq.v2.FilterExpression.$Properties|null|undefined} expression
                 * @memberof apache.rocketmq.v2.SubscriptionEntry
                 * @instance
                 */
                SubscriptionEntry.prototype.expression = null;

                /**
                 * Creates a new SubscriptionEntry instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SubscriptionEntry
                 * @static
                 * @param {apache.rocketmq.v2.SubscriptionEntry.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SubscriptionEntry} SubscriptionEntry instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SubscriptionEntry.$Shape): apache.rocketmq.v2.SubscriptionEntry & apache.rocketmq.v2.SubscriptionEntry.$Shape;
                 *   (properties?: apache.rocketmq.v2.SubscriptionEntry.$Properties): apache.rocketmq.v2.SubscriptionEntry;
                 * }}
                 */
                SubscriptionEntry.create = function(properties) {
                    return new SubscriptionEntry(properties);
                };

                /**
                 * Encodes the specified SubscriptionEntry message. Does not implicitly {@link apache.rocketmq.v2.SubscriptionEntry.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SubscriptionEntry
                 * @static
                 * @param {apache.rocketmq.v2.SubscriptionEntry.$Properties} message SubscriptionEntry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SubscriptionEntry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.expression != null && $Object.hasOwnProperty.call(message, "expression"))
                        $root.apache.rocketmq.v2.FilterExpression.encode(message.expression, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SubscriptionEntry message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SubscriptionEntry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SubscriptionEntry & apache.rocketmq.v2.SubscriptionEntry.$Shape} SubscriptionEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SubscriptionEntry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SubscriptionEntry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.expression = $root.apache.rocketmq.v2.FilterExpression.decode(reader, reader.size(), $undefined, _depth + 1, message.expression);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SubscriptionEntry;
            })();

            v2.Address = (function() {

                /**
                 * Properties of an Address.
                 * @typedef {Object} apache.rocketmq.v2.Address.$Properties
                 * @property {string|null} [host] Address host
                 * @property {number|null} [port] Address port
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Address.
                 * @memberof apache.rocketmq.v2
                 * @interface IAddress
                 * @augments apache.rocketmq.v2.Address.$Properties
                 * @deprecated Use apache.rocketmq.v2.Address.$Properties instead.
                 */

                /**
                 * Shape of an Address.
                 * @typedef {apache.rocketmq.v2.Address.$Properties} apache.rocketmq.v2.Address.$Shape
                 */

                /**
                 * Constructs a new Address.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an Address.
                 * @constructor
                 * @param {apache.rocketmq.v2.Address.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Address = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Address host.
                 * @member {string} host
                 * @memberof apache.rocketmq.v2.Address
                 * @instance
                 */
                Address.prototype.host = "";

                /**
                 * Address port.
                 * @member {number} port
                 * @memberof apache.rocketmq.v2.Address
                 * @instance
                 */
                Address.prototype.port = 0;

                /**
                 * Creates a new Address instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Address
                 * @static
                 * @param {apache.rocketmq.v2.Address.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Address} Address instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Address.$Shape): apache.rocketmq.v2.Address & apache.rocketmq.v2.Address.$Shape;
                 *   (properties?: apache.rocketmq.v2.Address.$Properties): apache.rocketmq.v2.Address;
                 * }}
                 */
                Address.create = function(properties) {
                    return new Address(properties);
                };

                /**
                 * Encodes the specified Address message. Does not implicitly {@link apache.rocketmq.v2.Address.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Address
                 * @static
                 * @param {apache.rocketmq.v2.Address.$Properties} message Address message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Address.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                    if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.port);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Address message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Address
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Address & apache.rocketmq.v2.Address.$Shape} Address
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Address.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Address();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.host = value;
                                else
                                    delete message.host;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.port = value;
                                else
                                    delete message.port;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Address;
            })();

            v2.Endpoints = (function() {

                /**
                 * Properties of an Endpoints.
                 * @typedef {Object} apache.rocketmq.v2.Endpoints.$Properties
                 * @property {apache.rocketmq.v2.AddressScheme|null} [scheme] Endpoints scheme
                 * @property {Array.<apache.rocketmq.v2.Address.$Properties>|null} [addresses] Endpoints addresses
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Endpoints.
                 * @memberof apache.rocketmq.v2
                 * @interface IEndpoints
                 * @augments apache.rocketmq.v2.Endpoints.$Properties
                 * @deprecated Use apache.rocketmq.v2.Endpoints.$Properties instead.
                 */

                /**
                 * Shape of an Endpoints.
                 * @typedef {apache.rocketmq.v2.Endpoints.$Properties} apache.rocketmq.v2.Endpoints.$Shape
                 */

                /**
                 * Constructs a new Endpoints.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an Endpoints.
                 * @constructor
                 * @param {apache.rocketmq.v2.Endpoints.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Endpoints = function (properties) {
                    this.addresses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Endpoints scheme.
                 * @member {apache.rocketmq.v2.AddressScheme} scheme
                 * @memberof apache.rocketmq.v2.Endpoints
                 * @instance
                 */
                Endpoints.prototype.scheme = 0;

                /**
                 * Endpoints addresses.
                 * @member {Array.<apache.rocketmq.v2.Address.$Properties>} addresses
                 * @memberof apache.rocketmq.v2.Endpoints
                 * @instance
                 */
                Endpoints.prototype.addresses = $util.emptyArray;

                /**
                 * Creates a new Endpoints instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Endpoints
                 * @static
                 * @param {apache.rocketmq.v2.Endpoints.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Endpoints} Endpoints instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Endpoints.$Shape): apache.rocketmq.v2.Endpoints & apache.rocketmq.v2.Endpoints.$Shape;
                 *   (properties?: apache.rocketmq.v2.Endpoints.$Properties): apache.rocketmq.v2.Endpoints;
                 * }}
                 */
                Endpoints.create = function(properties) {
                    return new Endpoints(properties);
                };

                /**
                 * Encodes the specified Endpoints message. Does not implicitly {@link apache.rocketmq.v2.Endpoints.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Endpoints
                 * @static
                 * @param {apache.rocketmq.v2.Endpoints.$Properties} message Endpoints message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Endpoints.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.scheme != null && $Object.hasOwnProperty.call(message, "scheme") && message.scheme !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scheme);
                    if (message.addresses != null && message.addresses.length)
                        for (let i = 0; i < message.addresses.length; ++i)
                            $root.apache.rocketmq.v2.Address.encode(message.addresses[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Endpoints message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Endpoints
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Endpoints & apache.rocketmq.v2.Endpoints.$Shape} Endpoints
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Endpoints.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Endpoints();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.scheme = value;
                                else
                                    delete message.scheme;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.addresses && message.addresses.length))
                                    message.addresses = [];
                                message.addresses.push($root.apache.rocketmq.v2.Address.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Endpoints;
            })();

            v2.Broker = (function() {

                /**
                 * Properties of a Broker.
                 * @typedef {Object} apache.rocketmq.v2.Broker.$Properties
                 * @property {string|null} [name] Broker name
                 * @property {number|null} [id] Broker id
                 * @property {apache.rocketmq.v2.Endpoints.$Properties|null} [endpoints] Broker endpoints
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Broker.
                 * @memberof apache.rocketmq.v2
                 * @interface IBroker
                 * @augments apache.rocketmq.v2.Broker.$Properties
                 * @deprecated Use apache.rocketmq.v2.Broker.$Properties instead.
                 */

                /**
                 * Shape of a Broker.
                 * @typedef {apache.rocketmq.v2.Broker.$Properties} apache.rocketmq.v2.Broker.$Shape
                 */

                /**
                 * Constructs a new Broker.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Broker.
                 * @constructor
                 * @param {apache.rocketmq.v2.Broker.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Broker = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Broker name.
                 * @member {string} name
                 * @memberof apache.rocketmq.v2.Broker
                 * @instance
                 */
                Broker.prototype.name = "";

                /**
                 * Broker id.
                 * @member {number} id
                 * @memberof apache.rocketmq.v2.Broker
                 * @instance
                 */
                Broker.prototype.id = 0;

                /**
                 * Broker endpoints.
                 * @member {apache.rocketmq.v2.Endpoints.$Properties|null|undefined} endpoints
                 * @memberof apache.rocketmq.v2.Broker
                 * @instance
                 */
                Broker.prototype.endpoints = null;

                /**
                 * Creates a new Broker instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Broker
                 * @static
                 * @param {apache.rocketmq.v2.Broker.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Broker} Broker instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Broker.$Shape): apache.rocketmq.v2.Broker & apache.rocketmq.v2.Broker.$Shape;
                 *   (properties?: apache.rocketmq.v2.Broker.$Properties): apache.rocketmq.v2.Broker;
                 * }}
                 */
                Broker.create = function(properties) {
                    return new Broker(properties);
                };

                /**
                 * Encodes the specified Broker message. Does not implicitly {@link apache.rocketmq.v2.Broker.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Broker
                 * @static
                 * @param {apache.rocketmq.v2.Broker.$Properties} message Broker message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Broker.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.id);
                    if (message.endpoints != null && $Object.hasOwnProperty.call(message, "endpoints"))
                        $root.apache.rocketmq.v2.Endpoints.encode(message.endpoints, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Broker message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Broker
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Broker & apache.rocketmq.v2.Broker.$Shape} Broker
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Broker.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Broker();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.endpoints = $root.apache.rocketmq.v2.Endpoints.decode(reader, reader.size(), $undefined, _depth + 1, message.endpoints);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Broker;
            })();

            v2.MessageQueue = (function() {

                /**
                 * Properties of a MessageQueue.
                 * @typedef {Object} apache.rocketmq.v2.MessageQueue.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] MessageQueue topic
                 * @property {number|null} [id] MessageQueue id
                 * @property {apache.rocketmq.v2.Permission|null} [permission] MessageQueue permission
                 * @property {apache.rocketmq.v2.Broker.$Properties|null} [broker] MessageQueue broker
                 * @property {Array.<apache.rocketmq.v2.MessageType>|null} [acceptMessageTypes] MessageQueue acceptMessageTypes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MessageQueue.
                 * @memberof apache.rocketmq.v2
                 * @interface IMessageQueue
                 * @augments apache.rocketmq.v2.MessageQueue.$Properties
                 * @deprecated Use apache.rocketmq.v2.MessageQueue.$Properties instead.
                 */

                /**
                 * Shape of a MessageQueue.
                 * @typedef {apache.rocketmq.v2.MessageQueue.$Properties} apache.rocketmq.v2.MessageQueue.$Shape
                 */

                /**
                 * Constructs a new MessageQueue.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a MessageQueue.
                 * @constructor
                 * @param {apache.rocketmq.v2.MessageQueue.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MessageQueue = function (properties) {
                    this.acceptMessageTypes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MessageQueue topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @instance
                 */
                MessageQueue.prototype.topic = null;

                /**
                 * MessageQueue id.
                 * @member {number} id
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @instance
                 */
                MessageQueue.prototype.id = 0;

                /**
                 * MessageQueue permission.
                 * @member {apache.rocketmq.v2.Permission} permission
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @instance
                 */
                MessageQueue.prototype.permission = 0;

                /**
                 * MessageQueue broker.
                 * @member {apache.rocketmq.v2.Broker.$Properties|null|undefined} broker
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @instance
                 */
                MessageQueue.prototype.broker = null;

                /**
                 * MessageQueue acceptMessageTypes.
                 * @member {Array.<apache.rocketmq.v2.MessageType>} acceptMessageTypes
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @instance
                 */
                MessageQueue.prototype.acceptMessageTypes = $util.emptyArray;

                /**
                 * Creates a new MessageQueue instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @static
                 * @param {apache.rocketmq.v2.MessageQueue.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.MessageQueue} MessageQueue instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.MessageQueue.$Shape): apache.rocketmq.v2.MessageQueue & apache.rocketmq.v2.MessageQueue.$Shape;
                 *   (properties?: apache.rocketmq.v2.MessageQueue.$Properties): apache.rocketmq.v2.MessageQueue;
                 * }}
                 */
                MessageQueue.create = function(properties) {
                    return new MessageQueue(properties);
                };

                /**
                 * Encodes the specified MessageQueue message. Does not implicitly {@link apache.rocketmq.v2.MessageQueue.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @static
                 * @param {apache.rocketmq.v2.MessageQueue.$Properties} message MessageQueue message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MessageQueue.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.id);
                    if (message.permission != null && $Object.hasOwnProperty.call(message, "permission") && message.permission !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.permission);
                    if (message.broker != null && $Object.hasOwnProperty.call(message, "broker"))
                        $root.apache.rocketmq.v2.Broker.encode(message.broker, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.acceptMessageTypes != null && message.acceptMessageTypes.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).int32s(message.acceptMessageTypes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MessageQueue message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.MessageQueue
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.MessageQueue & apache.rocketmq.v2.MessageQueue.$Shape} MessageQueue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MessageQueue.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.MessageQueue();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.permission = value;
                                else
                                    delete message.permission;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.broker = $root.apache.rocketmq.v2.Broker.decode(reader, reader.size(), $undefined, _depth + 1, message.broker);
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.acceptMessageTypes && message.acceptMessageTypes.length))
                                        message.acceptMessageTypes = [];
                                    reader.int32s(message.acceptMessageTypes);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.acceptMessageTypes && message.acceptMessageTypes.length))
                                    message.acceptMessageTypes = [];
                                message.acceptMessageTypes.push(reader.int32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return MessageQueue;
            })();

            v2.Digest = (function() {

                /**
                 * Properties of a Digest.
                 * @typedef {Object} apache.rocketmq.v2.Digest.$Properties
                 * @property {apache.rocketmq.v2.DigestType|null} [type] Digest type
                 * @property {string|null} [checksum] Digest checksum
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Digest.
                 * @memberof apache.rocketmq.v2
                 * @interface IDigest
                 * @augments apache.rocketmq.v2.Digest.$Properties
                 * @deprecated Use apache.rocketmq.v2.Digest.$Properties instead.
                 */

                /**
                 * Shape of a Digest.
                 * @typedef {apache.rocketmq.v2.Digest.$Properties} apache.rocketmq.v2.Digest.$Shape
                 */

                /**
                 * Constructs a new Digest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Digest.
                 * @constructor
                 * @param {apache.rocketmq.v2.Digest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Digest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Digest type.
                 * @member {apache.rocketmq.v2.DigestType} type
                 * @memberof apache.rocketmq.v2.Digest
                 * @instance
                 */
                Digest.prototype.type = 0;

                /**
                 * Digest checksum.
                 * @member {string} checksum
                 * @memberof apache.rocketmq.v2.Digest
                 * @instance
                 */
                Digest.prototype.checksum = "";

                /**
                 * Creates a new Digest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Digest
                 * @static
                 * @param {apache.rocketmq.v2.Digest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Digest} Digest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Digest.$Shape): apache.rocketmq.v2.Digest & apache.rocketmq.v2.Digest.$Shape;
                 *   (properties?: apache.rocketmq.v2.Digest.$Properties): apache.rocketmq.v2.Digest;
                 * }}
                 */
                Digest.create = function(properties) {
                    return new Digest(properties);
                };

                /**
                 * Encodes the specified Digest message. Does not implicitly {@link apache.rocketmq.v2.Digest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Digest
                 * @static
                 * @param {apache.rocketmq.v2.Digest.$Properties} message Digest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Digest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
                    if (message.checksum != null && $Object.hasOwnProperty.call(message, "checksum") && message.checksum !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.checksum);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Digest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Digest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Digest & apache.rocketmq.v2.Digest.$Shape} Digest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Digest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Digest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.checksum = value;
                                else
                                    delete message.checksum;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Digest;
            })();

            v2.SystemProperties = (function() {

                /**
                 * Properties of a SystemProperties.
                 * @typedef {Object} apache.rocketmq.v2.SystemProperties.$Properties
                 * @property {string|null} [tag] SystemProperties tag
                 * @property {Array.<string>|null} [keys] SystemProperties keys
                 * @property {string|null} [messageId] SystemProperties messageId
                 * @property {apache.rocketmq.v2.Digest.$Properties|null} [bodyDigest] SystemProperties bodyDigest
                 * @property {apache.rocketmq.v2.Encoding|null} [bodyEncoding] SystemProperties bodyEncoding
                 * @property {apache.rocketmq.v2.MessageType|null} [messageType] SystemProperties messageType
                 * @property {google.protobuf.Timestamp.$Properties|null} [bornTimestamp] SystemProperties bornTimestamp
                 * @property {string|null} [bornHost] SystemProperties bornHost
                 * @property {google.protobuf.Timestamp.$Properties|null} [storeTimestamp] SystemProperties storeTimestamp
                 * @property {string|null} [storeHost] SystemProperties storeHost
                 * @property {google.protobuf.Timestamp.$Properties|null} [deliveryTimestamp] SystemProperties deliveryTimestamp
                 * @property {string|null} [receiptHandle] SystemProperties receiptHandle
                 * @property {number|null} [queueId] SystemProperties queueId
                 * @property {number|Long|null} [queueOffset] SystemProperties queueOffset
                 * @property {google.protobuf.Duration.$Properties|null} [invisibleDuration] SystemProperties invisibleDuration
                 * @property {number|null} [deliveryAttempt] SystemProperties deliveryAttempt
                 * @property {string|null} [messageGroup] SystemProperties messageGroup
                 * @property {string|null} [traceContext] SystemProperties traceContext
                 * @property {google.protobuf.Duration.$Properties|null} [orphanedTransactionRecoveryDuration] SystemProperties orphanedTransactionRecoveryDuration
                 * @property {apache.rocketmq.v2.DeadLetterQueue.$Properties|null} [deadLetterQueue] SystemProperties deadLetterQueue
                 * @property {string|null} [liteTopic] SystemProperties liteTopic
                 * @property {number|null} [priority] SystemProperties priority
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SystemProperties.
                 * @memberof apache.rocketmq.v2
                 * @interface ISystemProperties
                 * @augments apache.rocketmq.v2.SystemProperties.$Properties
                 * @deprecated Use apache.rocketmq.v2.SystemProperties.$Properties instead.
                 */

                /**
                 * Shape of a SystemProperties.
                 * @typedef {apache.rocketmq.v2.SystemProperties.$Properties} apache.rocketmq.v2.SystemProperties.$Shape
                 */

                /**
                 * Constructs a new SystemProperties.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SystemProperties.
                 * @constructor
                 * @param {apache.rocketmq.v2.SystemProperties.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SystemProperties = function (properties) {
                    this.keys = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SystemProperties tag.
                 * @member {string|null|undefined} tag
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.tag = null;

                /**
                 * SystemProperties keys.
                 * @member {Array.<string>} keys
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.keys = $util.emptyArray;

                /**
                 * SystemProperties messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.messageId = "";

                /**
                 * SystemProperties bodyDigest.
                 * @member {apache.rocketmq.v2.Digest.$Properties|null|undefined} bodyDigest
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.bodyDigest = null;

                /**
                 * SystemProperties bodyEncoding.
                 * @member {apache.rocketmq.v2.Encoding} bodyEncoding
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.bodyEncoding = 0;

                /**
                 * SystemProperties messageType.
                 * @member {apache.rocketmq.v2.MessageType} messageType
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.messageType = 0;

                /**
                 * SystemProperties bornTimestamp.
                 * @member {google.protobuf.Timestamp.$Properties|null|undefined} bornTimestamp
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.bornTimestamp = null;

                /**
                 * SystemProperties bornHost.
                 * @member {string} bornHost
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.bornHost = "";

                /**
                 * SystemProperties storeTimestamp.
                 * @member {google.protobuf.Timestamp.$Properties|null|undefined} storeTimestamp
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.storeTimestamp = null;

                /**
                 * SystemProperties storeHost.
                 * @member {string} storeHost
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.storeHost = "";

                /**
                 * SystemProperties deliveryTimestamp.
                 * @member {google.protobuf.Timestamp.$Properties|null|undefined} deliveryTimestamp
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.deliveryTimestamp = null;

                /**
                 * SystemProperties receiptHandle.
                 * @member {string|null|undefined} receiptHandle
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.receiptHandle = null;

                /**
                 * SystemProperties queueId.
                 * @member {number} queueId
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.queueId = 0;

                /**
                 * SystemProperties queueOffset.
                 * @member {number|Long|null|undefined} queueOffset
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.queueOffset = null;

                /**
                 * SystemProperties invisibleDuration.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} invisibleDuration
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.invisibleDuration = null;

                /**
                 * SystemProperties deliveryAttempt.
                 * @member {number|null|undefined} deliveryAttempt
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.deliveryAttempt = null;

                /**
                 * SystemProperties messageGroup.
                 * @member {string|null|undefined} messageGroup
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.messageGroup = null;

                /**
                 * SystemProperties traceContext.
                 * @member {string|null|undefined} traceContext
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.traceContext = null;

                /**
                 * SystemProperties orphanedTransactionRecoveryDuration.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} orphanedTransactionRecoveryDuration
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.orphanedTransactionRecoveryDuration = null;

                /**
                 * SystemProperties deadLetterQueue.
                 * @member {apache.rocketmq.v2.DeadLetterQueue.$Properties|null|undefined} deadLetterQueue
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.deadLetterQueue = null;

                /**
                 * SystemProperties liteTopic.
                 * @member {string|null|undefined} liteTopic
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.liteTopic = null;

                /**
                 * SystemProperties priority.
                 * @member {number|null|undefined} priority
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @instance
                 */
                SystemProperties.prototype.priority = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_tag", {
                    get: $util.oneOfGetter($oneOfFields = ["tag"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_storeTimestamp", {
                    get: $util.oneOfGetter($oneOfFields = ["storeTimestamp"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_deliveryTimestamp", {
                    get: $util.oneOfGetter($oneOfFields = ["deliveryTimestamp"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_receiptHandle", {
                    get: $util.oneOfGetter($oneOfFields = ["receiptHandle"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_queueOffset", {
                    get: $util.oneOfGetter($oneOfFields = ["queueOffset"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_invisibleDuration", {
                    get: $util.oneOfGetter($oneOfFields = ["invisibleDuration"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_deliveryAttempt", {
                    get: $util.oneOfGetter($oneOfFields = ["deliveryAttempt"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_messageGroup", {
                    get: $util.oneOfGetter($oneOfFields = ["messageGroup"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_traceContext", {
                    get: $util.oneOfGetter($oneOfFields = ["traceContext"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_orphanedTransactionRecoveryDuration", {
                    get: $util.oneOfGetter($oneOfFields = ["orphanedTransactionRecoveryDuration"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_deadLetterQueue", {
                    get: $util.oneOfGetter($oneOfFields = ["deadLetterQueue"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_liteTopic", {
                    get: $util.oneOfGetter($oneOfFields = ["liteTopic"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SystemProperties.prototype, "_priority", {
                    get: $util.oneOfGetter($oneOfFields = ["priority"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new SystemProperties instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @static
                 * @param {apache.rocketmq.v2.SystemProperties.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SystemProperties} SystemProperties instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SystemProperties.$Shape): apache.rocketmq.v2.SystemProperties & apache.rocketmq.v2.SystemProperties.$Shape;
                 *   (properties?: apache.rocketmq.v2.SystemProperties.$Properties): apache.rocketmq.v2.SystemProperties;
                 * }}
                 */
                SystemProperties.create = function(properties) {
                    return new SystemProperties(properties);
                };

                /**
                 * Encodes the specified SystemProperties message. Does not implicitly {@link apache.rocketmq.v2.SystemProperties.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @static
                 * @param {apache.rocketmq.v2.SystemProperties.$Properties} message SystemProperties message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SystemProperties.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tag != null && $Object.hasOwnProperty.call(message, "tag"))
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.tag);
                    if (message.keys != null && message.keys.length)
                        for (let i = 0; i < message.keys.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.keys[i]);
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.messageId);
                    if (message.bodyDigest != null && $Object.hasOwnProperty.call(message, "bodyDigest"))
                        $root.apache.rocketmq.v2.Digest.encode(message.bodyDigest, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.bodyEncoding != null && $Object.hasOwnProperty.call(message, "bodyEncoding") && message.bodyEncoding !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.bodyEncoding);
                    if (message.messageType != null && $Object.hasOwnProperty.call(message, "messageType") && message.messageType !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.messageType);
                    if (message.bornTimestamp != null && $Object.hasOwnProperty.call(message, "bornTimestamp"))
                        $root.google.protobuf.Timestamp.encode(message.bornTimestamp, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.bornHost != null && $Object.hasOwnProperty.call(message, "bornHost") && message.bornHost !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.bornHost);
                    if (message.storeTimestamp != null && $Object.hasOwnProperty.call(message, "storeTimestamp"))
                        $root.google.protobuf.Timestamp.encode(message.storeTimestamp, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.storeHost != null && $Object.hasOwnProperty.call(message, "storeHost") && message.storeHost !== "")
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.storeHost);
                    if (message.deliveryTimestamp != null && $Object.hasOwnProperty.call(message, "deliveryTimestamp"))
                        $root.google.protobuf.Timestamp.encode(message.deliveryTimestamp, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle"))
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.receiptHandle);
                    if (message.queueId != null && $Object.hasOwnProperty.call(message, "queueId") && message.queueId !== 0)
                        writer.uint32(/* id 13, wireType 0 =*/104).int32(message.queueId);
                    if (message.queueOffset != null && $Object.hasOwnProperty.call(message, "queueOffset"))
                        writer.uint32(/* id 14, wireType 0 =*/112).int64(message.queueOffset);
                    if (message.invisibleDuration != null && $Object.hasOwnProperty.call(message, "invisibleDuration"))
                        $root.google.protobuf.Duration.encode(message.invisibleDuration, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.deliveryAttempt != null && $Object.hasOwnProperty.call(message, "deliveryAttempt"))
                        writer.uint32(/* id 16, wireType 0 =*/128).int32(message.deliveryAttempt);
                    if (message.messageGroup != null && $Object.hasOwnProperty.call(message, "messageGroup"))
                        writer.uint32(/* id 17, wireType 2 =*/138).string(message.messageGroup);
                    if (message.traceContext != null && $Object.hasOwnProperty.call(message, "traceContext"))
                        writer.uint32(/* id 18, wireType 2 =*/146).string(message.traceContext);
                    if (message.orphanedTransactionRecoveryDuration != null && $Object.hasOwnProperty.call(message, "orphanedTransactionRecoveryDuration"))
                        $root.google.protobuf.Duration.encode(message.orphanedTransactionRecoveryDuration, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                    if (message.deadLetterQueue != null && $Object.hasOwnProperty.call(message, "deadLetterQueue"))
                        $root.apache.rocketmq.v2.DeadLetterQueue.encode(message.deadLetterQueue, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                    if (message.liteTopic != null && $Object.hasOwnProperty.call(message, "liteTopic"))
                        writer.uint32(/* id 21, wireType 2 =*/170).string(message.liteTopic);
                    if (message.priority != null && $Object.hasOwnProperty.call(message, "priority"))
                        writer.uint32(/* id 22, wireType 0 =*/176).int32(message.priority);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SystemProperties message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SystemProperties
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SystemProperties & apache.rocketmq.v2.SystemProperties.$Shape} SystemProperties
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SystemProperties.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SystemProperties();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.tag = reader.stringVerify();
                                message._tag = "tag";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.keys && message.keys.length))
                                    message.keys = [];
                                message.keys.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.bodyDigest = $root.apache.rocketmq.v2.Digest.decode(reader, reader.size(), $undefined, _depth + 1, message.bodyDigest);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.bodyEncoding = value;
                                else
                                    delete message.bodyEncoding;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.messageType = value;
                                else
                                    delete message.messageType;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.bornTimestamp = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.bornTimestamp);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.bornHost = value;
                                else
                                    delete message.bornHost;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.storeTimestamp = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.storeTimestamp);
                                message._storeTimestamp = "storeTimestamp";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.storeHost = value;
                                else
                                    delete message.storeHost;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.deliveryTimestamp = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.deliveryTimestamp);
                                message._deliveryTimestamp = "deliveryTimestamp";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.receiptHandle = reader.stringVerify();
                                message._receiptHandle = "receiptHandle";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.queueId = value;
                                else
                                    delete message.queueId;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                message.queueOffset = reader.int64();
                                message._queueOffset = "queueOffset";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.invisibleDuration = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.invisibleDuration);
                                message._invisibleDuration = "invisibleDuration";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                message.deliveryAttempt = reader.int32();
                                message._deliveryAttempt = "deliveryAttempt";
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                message.messageGroup = reader.stringVerify();
                                message._messageGroup = "messageGroup";
                                continue;
                            }
                        case 18: {
                                if (wireType !== 2)
                                    break;
                                message.traceContext = reader.stringVerify();
                                message._traceContext = "traceContext";
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                message.orphanedTransactionRecoveryDuration = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.orphanedTransactionRecoveryDuration);
                                message._orphanedTransactionRecoveryDuration = "orphanedTransactionRecoveryDuration";
                                continue;
                            }
                        case 20: {
                                if (wireType !== 2)
                                    break;
                                message.deadLetterQueue = $root.apache.rocketmq.v2.DeadLetterQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.deadLetterQueue);
                                message._deadLetterQueue = "deadLetterQueue";
                                continue;
                            }
                        case 21: {
                                if (wireType !== 2)
                                    break;
                                message.liteTopic = reader.stringVerify();
                                message._liteTopic = "liteTopic";
                                continue;
                            }
                        case 22: {
                                if (wireType !== 0)
                                    break;
                                message.priority = reader.int32();
                                message._priority = "priority";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SystemProperties;
            })();

            v2.DeadLetterQueue = (function() {

                /**
                 * Properties of a DeadLetterQueue.
                 * @typedef {Object} apache.rocketmq.v2.DeadLetterQueue.$Properties
                 * @property {string|null} [topic] DeadLetterQueue topic
                 * @property {string|null} [messageId] DeadLetterQueue messageId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeadLetterQueue.
                 * @memberof apache.rocketmq.v2
                 * @interface IDeadLetterQueue
                 * @augments apache.rocketmq.v2.DeadLetterQueue.$Properties
                 * @deprecated Use apache.rocketmq.v2.DeadLetterQueue.$Properties instead.
                 */

                /**
                 * Shape of a DeadLetterQueue.
                 * @typedef {apache.rocketmq.v2.DeadLetterQueue.$Properties} apache.rocketmq.v2.DeadLetterQueue.$Shape
                 */

                /**
                 * Constructs a new DeadLetterQueue.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a DeadLetterQueue.
                 * @constructor
                 * @param {apache.rocketmq.v2.DeadLetterQueue.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeadLetterQueue = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeadLetterQueue topic.
                 * @member {string} topic
                 * @memberof apache.rocketmq.v2.DeadLetterQueue
                 * @instance
                 */
                DeadLetterQueue.prototype.topic = "";

                /**
                 * DeadLetterQueue messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.DeadLetterQueue
                 * @instance
                 */
                DeadLetterQueue.prototype.messageId = "";

                /**
                 * Creates a new DeadLetterQueue instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.DeadLetterQueue
                 * @static
                 * @param {apache.rocketmq.v2.DeadLetterQueue.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.DeadLetterQueue} DeadLetterQueue instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.DeadLetterQueue.$Shape): apache.rocketmq.v2.DeadLetterQueue & apache.rocketmq.v2.DeadLetterQueue.$Shape;
                 *   (properties?: apache.rocketmq.v2.DeadLetterQueue.$Properties): apache.rocketmq.v2.DeadLetterQueue;
                 * }}
                 */
                DeadLetterQueue.create = function(properties) {
                    return new DeadLetterQueue(properties);
                };

                /**
                 * Encodes the specified DeadLetterQueue message. Does not implicitly {@link apache.rocketmq.v2.DeadLetterQueue.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.DeadLetterQueue
                 * @static
                 * @param {apache.rocketmq.v2.DeadLetterQueue.$Properties} message DeadLetterQueue message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeadLetterQueue.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic") && message.topic !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.topic);
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.messageId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeadLetterQueue message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.DeadLetterQueue
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.DeadLetterQueue & apache.rocketmq.v2.DeadLetterQueue.$Shape} DeadLetterQueue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeadLetterQueue.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.DeadLetterQueue();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.topic = value;
                                else
                                    delete message.topic;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DeadLetterQueue;
            })();

            v2.Message = (function() {

                /**
                 * Properties of a Message.
                 * @typedef {Object} apache.rocketmq.v2.Message.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] Message topic
                 * @property {Object.<string,string>|null} [userProperties] Message userProperties
                 * @property {apache.rocketmq.v2.SystemProperties.$Properties|null} [systemProperties] Message systemProperties
                 * @property {Uint8Array|null} [body] Message body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Message.
                 * @memberof apache.rocketmq.v2
                 * @interface IMessage
                 * @augments apache.rocketmq.v2.Message.$Properties
                 * @deprecated Use apache.rocketmq.v2.Message.$Properties instead.
                 */

                /**
                 * Shape of a Message.
                 * @typedef {apache.rocketmq.v2.Message.$Properties} apache.rocketmq.v2.Message.$Shape
                 */

                /**
                 * Constructs a new Message.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Message.
                 * @constructor
                 * @param {apache.rocketmq.v2.Message.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Message = function (properties) {
                    this.userProperties = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Message topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.Message
                 * @instance
                 */
                Message.prototype.topic = null;

                /**
                 * Message userProperties.
                 * @member {Object.<string,string>} userProperties
                 * @memberof apache.rocketmq.v2.Message
                 * @instance
                 */
                Message.prototype.userProperties = $util.emptyObject;

                /**
                 * Message systemProperties.
                 * @member {apache.rocketmq.v2.SystemProperties.$Properties|null|undefined} systemProperties
                 * @memberof apache.rocketmq.v2.Message
                 * @instance
                 */
                Message.prototype.systemProperties = null;

                /**
                 * Message body.
                 * @member {Uint8Array} body
                 * @memberof apache.rocketmq.v2.Message
                 * @instance
                 */
                Message.prototype.body = $util.newBuffer([]);

                /**
                 * Creates a new Message instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Message
                 * @static
                 * @param {apache.rocketmq.v2.Message.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Message} Message instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Message.$Shape): apache.rocketmq.v2.Message & apache.rocketmq.v2.Message.$Shape;
                 *   (properties?: apache.rocketmq.v2.Message.$Properties): apache.rocketmq.v2.Message;
                 * }}
                 */
                Message.create = function(properties) {
                    return new Message(properties);
                };

                /**
                 * Encodes the specified Message message. Does not implicitly {@link apache.rocketmq.v2.Message.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Message
                 * @static
                 * @param {apache.rocketmq.v2.Message.$Properties} message Message message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Message.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.userProperties != null && $Object.hasOwnProperty.call(message, "userProperties"))
                        for (let keys = $Object.keys(message.userProperties), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.userProperties[keys[i]]).ldelim();
                    if (message.systemProperties != null && $Object.hasOwnProperty.call(message, "systemProperties"))
                        $root.apache.rocketmq.v2.SystemProperties.encode(message.systemProperties, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.body);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Message message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Message
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Message & apache.rocketmq.v2.Message.$Shape} Message
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Message.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Message();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (message.userProperties === $util.emptyObject)
                                    message.userProperties = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.userProperties, key);
                                message.userProperties[key] = value;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.systemProperties = $root.apache.rocketmq.v2.SystemProperties.decode(reader, reader.size(), $undefined, _depth + 1, message.systemProperties);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.body = value;
                                else
                                    delete message.body;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Message;
            })();

            v2.Assignment = (function() {

                /**
                 * Properties of an Assignment.
                 * @typedef {Object} apache.rocketmq.v2.Assignment.$Properties
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] Assignment messageQueue
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Assignment.
                 * @memberof apache.rocketmq.v2
                 * @interface IAssignment
                 * @augments apache.rocketmq.v2.Assignment.$Properties
                 * @deprecated Use apache.rocketmq.v2.Assignment.$Properties instead.
                 */

                /**
                 * Shape of an Assignment.
                 * @typedef {apache.rocketmq.v2.Assignment.$Properties} apache.rocketmq.v2.Assignment.$Shape
                 */

                /**
                 * Constructs a new Assignment.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an Assignment.
                 * @constructor
                 * @param {apache.rocketmq.v2.Assignment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Assignment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Assignment messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.Assignment
                 * @instance
                 */
                Assignment.prototype.messageQueue = null;

                /**
                 * Creates a new Assignment instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Assignment
                 * @static
                 * @param {apache.rocketmq.v2.Assignment.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Assignment} Assignment instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Assignment.$Shape): apache.rocketmq.v2.Assignment & apache.rocketmq.v2.Assignment.$Shape;
                 *   (properties?: apache.rocketmq.v2.Assignment.$Properties): apache.rocketmq.v2.Assignment;
                 * }}
                 */
                Assignment.create = function(properties) {
                    return new Assignment(properties);
                };

                /**
                 * Encodes the specified Assignment message. Does not implicitly {@link apache.rocketmq.v2.Assignment.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Assignment
                 * @static
                 * @param {apache.rocketmq.v2.Assignment.$Properties} message Assignment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Assignment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Assignment message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Assignment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Assignment & apache.rocketmq.v2.Assignment.$Shape} Assignment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Assignment.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Assignment();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Assignment;
            })();

            v2.Status = (function() {

                /**
                 * Properties of a Status.
                 * @typedef {Object} apache.rocketmq.v2.Status.$Properties
                 * @property {apache.rocketmq.v2.Code|null} [code] Status code
                 * @property {string|null} [message] Status message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Status.
                 * @memberof apache.rocketmq.v2
                 * @interface IStatus
                 * @augments apache.rocketmq.v2.Status.$Properties
                 * @deprecated Use apache.rocketmq.v2.Status.$Properties instead.
                 */

                /**
                 * Shape of a Status.
                 * @typedef {apache.rocketmq.v2.Status.$Properties} apache.rocketmq.v2.Status.$Shape
                 */

                /**
                 * Constructs a new Status.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Status.
                 * @constructor
                 * @param {apache.rocketmq.v2.Status.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Status = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Status code.
                 * @member {apache.rocketmq.v2.Code} code
                 * @memberof apache.rocketmq.v2.Status
                 * @instance
                 */
                Status.prototype.code = 0;

                /**
                 * Status message.
                 * @member {string} message
                 * @memberof apache.rocketmq.v2.Status
                 * @instance
                 */
                Status.prototype.message = "";

                /**
                 * Creates a new Status instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Status
                 * @static
                 * @param {apache.rocketmq.v2.Status.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Status} Status instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Status.$Shape): apache.rocketmq.v2.Status & apache.rocketmq.v2.Status.$Shape;
                 *   (properties?: apache.rocketmq.v2.Status.$Properties): apache.rocketmq.v2.Status;
                 * }}
                 */
                Status.create = function(properties) {
                    return new Status(properties);
                };

                /**
                 * Encodes the specified Status message. Does not implicitly {@link apache.rocketmq.v2.Status.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Status
                 * @static
                 * @param {apache.rocketmq.v2.Status.$Properties} message Status message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Status.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Status message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Status
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Status & apache.rocketmq.v2.Status.$Shape} Status
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Status.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Status();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Status;
            })();

            v2.UA = (function() {

                /**
                 * Properties of a UA.
                 * @typedef {Object} apache.rocketmq.v2.UA.$Properties
                 * @property {apache.rocketmq.v2.Language|null} [language] UA language
                 * @property {string|null} [version] UA version
                 * @property {string|null} [platform] UA platform
                 * @property {string|null} [hostname] UA hostname
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a UA.
                 * @memberof apache.rocketmq.v2
                 * @interface IUA
                 * @augments apache.rocketmq.v2.UA.$Properties
                 * @deprecated Use apache.rocketmq.v2.UA.$Properties instead.
                 */

                /**
                 * Shape of a UA.
                 * @typedef {apache.rocketmq.v2.UA.$Properties} apache.rocketmq.v2.UA.$Shape
                 */

                /**
                 * Constructs a new UA.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a UA.
                 * @constructor
                 * @param {apache.rocketmq.v2.UA.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UA = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UA language.
                 * @member {apache.rocketmq.v2.Language} language
                 * @memberof apache.rocketmq.v2.UA
                 * @instance
                 */
                UA.prototype.language = 0;

                /**
                 * UA version.
                 * @member {string} version
                 * @memberof apache.rocketmq.v2.UA
                 * @instance
                 */
                UA.prototype.version = "";

                /**
                 * UA platform.
                 * @member {string} platform
                 * @memberof apache.rocketmq.v2.UA
                 * @instance
                 */
                UA.prototype.platform = "";

                /**
                 * UA hostname.
                 * @member {string} hostname
                 * @memberof apache.rocketmq.v2.UA
                 * @instance
                 */
                UA.prototype.hostname = "";

                /**
                 * Creates a new UA instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.UA
                 * @static
                 * @param {apache.rocketmq.v2.UA.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.UA} UA instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.UA.$Shape): apache.rocketmq.v2.UA & apache.rocketmq.v2.UA.$Shape;
                 *   (properties?: apache.rocketmq.v2.UA.$Properties): apache.rocketmq.v2.UA;
                 * }}
                 */
                UA.create = function(properties) {
                    return new UA(properties);
                };

                /**
                 * Encodes the specified UA message. Does not implicitly {@link apache.rocketmq.v2.UA.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.UA
                 * @static
                 * @param {apache.rocketmq.v2.UA.$Properties} message UA message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UA.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.language != null && $Object.hasOwnProperty.call(message, "language") && message.language !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.language);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                    if (message.platform != null && $Object.hasOwnProperty.call(message, "platform") && message.platform !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.platform);
                    if (message.hostname != null && $Object.hasOwnProperty.call(message, "hostname") && message.hostname !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.hostname);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a UA message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.UA
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UA & apache.rocketmq.v2.UA.$Shape} UA
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UA.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.UA();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.language = value;
                                else
                                    delete message.language;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.platform = value;
                                else
                                    delete message.platform;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.hostname = value;
                                else
                                    delete message.hostname;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return UA;
            })();

            v2.Settings = (function() {

                /**
                 * Properties of a Settings.
                 * @typedef {Object} apache.rocketmq.v2.Settings.$Properties
                 * @property {apache.rocketmq.v2.ClientType|null} [clientType] Settings clientType
                 * @property {apache.rocketmq.v2.Endpoints.$Properties|null} [accessPoint] Settings accessPoint
                 * @property {apache.rocketmq.v2.RetryPolicy.$Properties|null} [backoffPolicy] Settings backoffPolicy
                 * @property {google.protobuf.Duration.$Properties|null} [requestTimeout] Settings requestTimeout
                 * @property {apache.rocketmq.v2.Publishing.$Properties|null} [publishing] Settings publishing
                 * @property {apache.rocketmq.v2.Subscription.$Properties|null} [subscription] Settings subscription
                 * @property {apache.rocketmq.v2.UA.$Properties|null} [userAgent] Settings userAgent
                 * @property {apache.rocketmq.v2.Metric.$Properties|null} [metric] Settings metric
                 * @property {Object.<string,string>|null} [clientProperties] Settings clientProperties
                 * @property {"publishing"|"subscription"} [pubSub] Settings pubSub
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Settings.
                 * @memberof apache.rocketmq.v2
                 * @interface ISettings
                 * @augments apache.rocketmq.v2.Settings.$Properties
                 * @deprecated Use apache.rocketmq.v2.Settings.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Settings.
                 * @typedef {{
                 *   clientType?: apache.rocketmq.v2.ClientType|null;
                 *   accessPoint?: apache.rocketmq.v2.Endpoints.$Shape|null;
                 *   backoffPolicy?: apache.rocketmq.v2.RetryPolicy.$Shape|null;
                 *   requestTimeout?: google.protobuf.Duration.$Shape|null;
                 *   publishing?: apache.rocketmq.v2.Publishing.$Shape|null;
                 *   subscription?: apache.rocketmq.v2.Subscription.$Shape|null;
                 *   userAgent?: apache.rocketmq.v2.UA.$Shape|null;
                 *   metric?: apache.rocketmq.v2.Metric.$Shape|null;
                 *   clientProperties?: Object.<string,string>|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ pubSub?: undefined; publishing?: null; subscription?: null }|{ pubSub?: "publishing"; publishing: apache.rocketmq.v2.Publishing.$Shape; subscription?: null }|{ pubSub?: "subscription"; publishing?: null; subscription: apache.rocketmq.v2.Subscription.$Shape })
                 * )} apache.rocketmq.v2.Settings.$Shape
                 */

                /**
                 * Constructs a new Settings.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Settings.
                 * @constructor
                 * @param {apache.rocketmq.v2.Settings.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Settings = function (properties) {
                    this.clientProperties = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Settings clientType.
                 * @member {apache.rocketmq.v2.ClientType|null|undefined} clientType
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.clientType = null;

                /**
                 * Settings accessPoint.
                 * @member {apache.rocketmq.v2.Endpoints.$Properties|null|undefined} accessPoint
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.accessPoint = null;

                /**
                 * Settings backoffPolicy.
                 * @member {apache.rocketmq.v2.RetryPolicy.$Properties|null|undefined} backoffPolicy
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.backoffPolicy = null;

                /**
                 * Settings requestTimeout.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} requestTimeout
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.requestTimeout = null;

                /**
                 * Settings publishing.
                 * @member {apache.rocketmq.v2.Publishing.$Properties|null|undefined} publishing
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.publishing = null;

                /**
                 * Settings subscription.
                 * @member {apache.rocketmq.v2.Subscription.$Properties|null|undefined} subscription
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.subscription = null;

                /**
                 * Settings userAgent.
                 * @member {apache.rocketmq.v2.UA.$Properties|null|undefined} userAgent
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.userAgent = null;

                /**
                 * Settings metric.
                 * @member {apache.rocketmq.v2.Metric.$Properties|null|undefined} metric
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.metric = null;

                /**
                 * Settings clientProperties.
                 * @member {Object.<string,string>} clientProperties
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                Settings.prototype.clientProperties = $util.emptyObject;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Settings.prototype, "_clientType", {
                    get: $util.oneOfGetter($oneOfFields = ["clientType"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Settings.prototype, "_accessPoint", {
                    get: $util.oneOfGetter($oneOfFields = ["accessPoint"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Settings.prototype, "_backoffPolicy", {
                    get: $util.oneOfGetter($oneOfFields = ["backoffPolicy"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Settings.prototype, "_requestTimeout", {
                    get: $util.oneOfGetter($oneOfFields = ["requestTimeout"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Settings pubSub.
                 * @member {"publishing"|"subscription"|undefined} pubSub
                 * @memberof apache.rocketmq.v2.Settings
                 * @instance
                 */
                $Object.defineProperty(Settings.prototype, "pubSub", {
                    get: $util.oneOfGetter($oneOfFields = ["publishing", "subscription"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Settings instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Settings
                 * @static
                 * @param {apache.rocketmq.v2.Settings.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Settings} Settings instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Settings.$Shape): apache.rocketmq.v2.Settings & apache.rocketmq.v2.Settings.$Shape;
                 *   (properties?: apache.rocketmq.v2.Settings.$Properties): apache.rocketmq.v2.Settings;
                 * }}
                 */
                Settings.create = function(properties) {
                    return new Settings(properties);
                };

                /**
                 * Encodes the specified Settings message. Does not implicitly {@link apache.rocketmq.v2.Settings.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Settings
                 * @static
                 * @param {apache.rocketmq.v2.Settings.$Properties} message Settings message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Settings.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientType != null && $Object.hasOwnProperty.call(message, "clientType"))
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.clientType);
                    if (message.accessPoint != null && $Object.hasOwnProperty.call(message, "accessPoint"))
                        $root.apache.rocketmq.v2.Endpoints.encode(message.accessPoint, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.backoffPolicy != null && $Object.hasOwnProperty.call(message, "backoffPolicy"))
                        $root.apache.rocketmq.v2.RetryPolicy.encode(message.backoffPolicy, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.requestTimeout != null && $Object.hasOwnProperty.call(message, "requestTimeout"))
                        $root.google.protobuf.Duration.encode(message.requestTimeout, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.publishing != null && $Object.hasOwnProperty.call(message, "publishing"))
                        $root.apache.rocketmq.v2.Publishing.encode(message.publishing, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.subscription != null && $Object.hasOwnProperty.call(message, "subscription"))
                        $root.apache.rocketmq.v2.Subscription.encode(message.subscription, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.userAgent != null && $Object.hasOwnProperty.call(message, "userAgent"))
                        $root.apache.rocketmq.v2.UA.encode(message.userAgent, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.metric != null && $Object.hasOwnProperty.call(message, "metric"))
                        $root.apache.rocketmq.v2.Metric.encode(message.metric, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.clientProperties != null && $Object.hasOwnProperty.call(message, "clientProperties"))
                        for (let keys = $Object.keys(message.clientProperties), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 9, wireType 2 =*/74).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.clientProperties[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Settings message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Settings
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Settings & apache.rocketmq.v2.Settings.$Shape} Settings
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Settings.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Settings();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                message.clientType = reader.int32();
                                message._clientType = "clientType";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.accessPoint = $root.apache.rocketmq.v2.Endpoints.decode(reader, reader.size(), $undefined, _depth + 1, message.accessPoint);
                                message._accessPoint = "accessPoint";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.backoffPolicy = $root.apache.rocketmq.v2.RetryPolicy.decode(reader, reader.size(), $undefined, _depth + 1, message.backoffPolicy);
                                message._backoffPolicy = "backoffPolicy";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.requestTimeout = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.requestTimeout);
                                message._requestTimeout = "requestTimeout";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.publishing = $root.apache.rocketmq.v2.Publishing.decode(reader, reader.size(), $undefined, _depth + 1, message.publishing);
                                message.pubSub = "publishing";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.subscription = $root.apache.rocketmq.v2.Subscription.decode(reader, reader.size(), $undefined, _depth + 1, message.subscription);
                                message.pubSub = "subscription";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.userAgent = $root.apache.rocketmq.v2.UA.decode(reader, reader.size(), $undefined, _depth + 1, message.userAgent);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.metric = $root.apache.rocketmq.v2.Metric.decode(reader, reader.size(), $undefined, _depth + 1, message.metric);
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (message.clientProperties === $util.emptyObject)
                                    message.clientProperties = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.clientProperties, key);
                                message.clientProperties[key] = value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Settings;
            })();

            v2.Publishing = (function() {

                /**
                 * Properties of a Publishing.
                 * @typedef {Object} apache.rocketmq.v2.Publishing.$Properties
                 * @property {Array.<apache.rocketmq.v2.Resource.$Properties>|null} [topics] Publishing topics
                 * @property {number|null} [maxBodySize] Publishing maxBodySize
                 * @property {boolean|null} [validateMessageType] Publishing validateMessageType
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Publishing.
                 * @memberof apache.rocketmq.v2
                 * @interface IPublishing
                 * @augments apache.rocketmq.v2.Publishing.$Properties
                 * @deprecated Use apache.rocketmq.v2.Publishing.$Properties instead.
                 */

                /**
                 * Shape of a Publishing.
                 * @typedef {apache.rocketmq.v2.Publishing.$Properties} apache.rocketmq.v2.Publishing.$Shape
                 */

                /**
                 * Constructs a new Publishing.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Publishing.
                 * @constructor
                 * @param {apache.rocketmq.v2.Publishing.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Publishing = function (properties) {
                    this.topics = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Publishing topics.
                 * @member {Array.<apache.rocketmq.v2.Resource.$Properties>} topics
                 * @memberof apache.rocketmq.v2.Publishing
                 * @instance
                 */
                Publishing.prototype.topics = $util.emptyArray;

                /**
                 * Publishing maxBodySize.
                 * @member {number} maxBodySize
                 * @memberof apache.rocketmq.v2.Publishing
                 * @instance
                 */
                Publishing.prototype.maxBodySize = 0;

                /**
                 * Publishing validateMessageType.
                 * @member {boolean} validateMessageType
                 * @memberof apache.rocketmq.v2.Publishing
                 * @instance
                 */
                Publishing.prototype.validateMessageType = false;

                /**
                 * Creates a new Publishing instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Publishing
                 * @static
                 * @param {apache.rocketmq.v2.Publishing.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Publishing} Publishing instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Publishing.$Shape): apache.rocketmq.v2.Publishing & apache.rocketmq.v2.Publishing.$Shape;
                 *   (properties?: apache.rocketmq.v2.Publishing.$Properties): apache.rocketmq.v2.Publishing;
                 * }}
                 */
                Publishing.create = function(properties) {
                    return new Publishing(properties);
                };

                /**
                 * Encodes the specified Publishing message. Does not implicitly {@link apache.rocketmq.v2.Publishing.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Publishing
                 * @static
                 * @param {apache.rocketmq.v2.Publishing.$Properties} message Publishing message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Publishing.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topics != null && message.topics.length)
                        for (let i = 0; i < message.topics.length; ++i)
                            $root.apache.rocketmq.v2.Resource.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.maxBodySize != null && $Object.hasOwnProperty.call(message, "maxBodySize") && message.maxBodySize !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.maxBodySize);
                    if (message.validateMessageType != null && $Object.hasOwnProperty.call(message, "validateMessageType") && message.validateMessageType !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.validateMessageType);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Publishing message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Publishing
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Publishing & apache.rocketmq.v2.Publishing.$Shape} Publishing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Publishing.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Publishing();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.topics && message.topics.length))
                                    message.topics = [];
                                message.topics.push($root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxBodySize = value;
                                else
                                    delete message.maxBodySize;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.validateMessageType = value;
                                else
                                    delete message.validateMessageType;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Publishing;
            })();

            v2.Subscription = (function() {

                /**
                 * Properties of a Subscription.
                 * @typedef {Object} apache.rocketmq.v2.Subscription.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] Subscription group
                 * @property {Array.<apache.rocketmq.v2.SubscriptionEntry.$Properties>|null} [subscriptions] Subscription subscriptions
                 * @property {boolean|null} [fifo] Subscription fifo
                 * @property {number|null} [receiveBatchSize] Subscription receiveBatchSize
                 * @property {google.protobuf.Duration.$Properties|null} [longPollingTimeout] Subscription longPollingTimeout
                 * @property {number|null} [liteSubscriptionQuota] Subscription liteSubscriptionQuota
                 * @property {number|null} [maxLiteTopicSize] Subscription maxLiteTopicSize
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Subscription.
                 * @memberof apache.rocketmq.v2
                 * @interface ISubscription
                 * @augments apache.rocketmq.v2.Subscription.$Properties
                 * @deprecated Use apache.rocketmq.v2.Subscription.$Properties instead.
                 */

                /**
                 * Shape of a Subscription.
                 * @typedef {apache.rocketmq.v2.Subscription.$Properties} apache.rocketmq.v2.Subscription.$Shape
                 */

                /**
                 * Constructs a new Subscription.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Subscription.
                 * @constructor
                 * @param {apache.rocketmq.v2.Subscription.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Subscription = function (properties) {
                    this.subscriptions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Subscription group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.group = null;

                /**
                 * Subscription subscriptions.
                 * @member {Array.<apache.rocketmq.v2.SubscriptionEntry.$Properties>} subscriptions
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.subscriptions = $util.emptyArray;

                /**
                 * Subscription fifo.
                 * @member {boolean|null|undefined} fifo
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.fifo = null;

                /**
                 * Subscription receiveBatchSize.
                 * @member {number|null|undefined} receiveBatchSize
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.receiveBatchSize = null;

                /**
                 * Subscription longPollingTimeout.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} longPollingTimeout
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.longPollingTimeout = null;

                /**
                 * Subscription liteSubscriptionQuota.
                 * @member {number|null|undefined} liteSubscriptionQuota
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.liteSubscriptionQuota = null;

                /**
                 * Subscription maxLiteTopicSize.
                 * @member {number|null|undefined} maxLiteTopicSize
                 * @memberof apache.rocketmq.v2.Subscription
                 * @instance
                 */
                Subscription.prototype.maxLiteTopicSize = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_group", {
                    get: $util.oneOfGetter($oneOfFields = ["group"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_fifo", {
                    get: $util.oneOfGetter($oneOfFields = ["fifo"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_receiveBatchSize", {
                    get: $util.oneOfGetter($oneOfFields = ["receiveBatchSize"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_longPollingTimeout", {
                    get: $util.oneOfGetter($oneOfFields = ["longPollingTimeout"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_liteSubscriptionQuota", {
                    get: $util.oneOfGetter($oneOfFields = ["liteSubscriptionQuota"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Subscription.prototype, "_maxLiteTopicSize", {
                    get: $util.oneOfGetter($oneOfFields = ["maxLiteTopicSize"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Subscription instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Subscription
                 * @static
                 * @param {apache.rocketmq.v2.Subscription.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Subscription} Subscription instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Subscription.$Shape): apache.rocketmq.v2.Subscription & apache.rocketmq.v2.Subscription.$Shape;
                 *   (properties?: apache.rocketmq.v2.Subscription.$Properties): apache.rocketmq.v2.Subscription;
                 * }}
                 */
                Subscription.create = function(properties) {
                    return new Subscription(properties);
                };

                /**
                 * Encodes the specified Subscription message. Does not implicitly {@link apache.rocketmq.v2.Subscription.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Subscription
                 * @static
                 * @param {apache.rocketmq.v2.Subscription.$Properties} message Subscription message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Subscription.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.subscriptions != null && message.subscriptions.length)
                        for (let i = 0; i < message.subscriptions.length; ++i)
                            $root.apache.rocketmq.v2.SubscriptionEntry.encode(message.subscriptions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.fifo != null && $Object.hasOwnProperty.call(message, "fifo"))
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.fifo);
                    if (message.receiveBatchSize != null && $Object.hasOwnProperty.call(message, "receiveBatchSize"))
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.receiveBatchSize);
                    if (message.longPollingTimeout != null && $Object.hasOwnProperty.call(message, "longPollingTimeout"))
                        $root.google.protobuf.Duration.encode(message.longPollingTimeout, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.liteSubscriptionQuota != null && $Object.hasOwnProperty.call(message, "liteSubscriptionQuota"))
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.liteSubscriptionQuota);
                    if (message.maxLiteTopicSize != null && $Object.hasOwnProperty.call(message, "maxLiteTopicSize"))
                        writer.uint32(/* id 7, wireType 0 =*/56).int32(message.maxLiteTopicSize);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Subscription message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Subscription
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Subscription & apache.rocketmq.v2.Subscription.$Shape} Subscription
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Subscription.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Subscription();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                message._group = "group";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.subscriptions && message.subscriptions.length))
                                    message.subscriptions = [];
                                message.subscriptions.push($root.apache.rocketmq.v2.SubscriptionEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.fifo = reader.bool();
                                message._fifo = "fifo";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.receiveBatchSize = reader.int32();
                                message._receiveBatchSize = "receiveBatchSize";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.longPollingTimeout = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.longPollingTimeout);
                                message._longPollingTimeout = "longPollingTimeout";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                message.liteSubscriptionQuota = reader.int32();
                                message._liteSubscriptionQuota = "liteSubscriptionQuota";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                message.maxLiteTopicSize = reader.int32();
                                message._maxLiteTopicSize = "maxLiteTopicSize";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Subscription;
            })();

            v2.Metric = (function() {

                /**
                 * Properties of a Metric.
                 * @typedef {Object} apache.rocketmq.v2.Metric.$Properties
                 * @property {boolean|null} [on] Metric on
                 * @property {apache.rocketmq.v2.Endpoints.$Properties|null} [endpoints] Metric endpoints
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Metric.
                 * @memberof apache.rocketmq.v2
                 * @interface IMetric
                 * @augments apache.rocketmq.v2.Metric.$Properties
                 * @deprecated Use apache.rocketmq.v2.Metric.$Properties instead.
                 */

                /**
                 * Shape of a Metric.
                 * @typedef {apache.rocketmq.v2.Metric.$Properties} apache.rocketmq.v2.Metric.$Shape
                 */

                /**
                 * Constructs a new Metric.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a Metric.
                 * @constructor
                 * @param {apache.rocketmq.v2.Metric.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Metric = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Metric on.
                 * @member {boolean} on
                 * @memberof apache.rocketmq.v2.Metric
                 * @instance
                 */
                Metric.prototype.on = false;

                /**
                 * Metric endpoints.
                 * @member {apache.rocketmq.v2.Endpoints.$Properties|null|undefined} endpoints
                 * @memberof apache.rocketmq.v2.Metric
                 * @instance
                 */
                Metric.prototype.endpoints = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Metric.prototype, "_endpoints", {
                    get: $util.oneOfGetter($oneOfFields = ["endpoints"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Metric instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.Metric
                 * @static
                 * @param {apache.rocketmq.v2.Metric.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.Metric} Metric instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.Metric.$Shape): apache.rocketmq.v2.Metric & apache.rocketmq.v2.Metric.$Shape;
                 *   (properties?: apache.rocketmq.v2.Metric.$Properties): apache.rocketmq.v2.Metric;
                 * }}
                 */
                Metric.create = function(properties) {
                    return new Metric(properties);
                };

                /**
                 * Encodes the specified Metric message. Does not implicitly {@link apache.rocketmq.v2.Metric.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.Metric
                 * @static
                 * @param {apache.rocketmq.v2.Metric.$Properties} message Metric message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Metric.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.on != null && $Object.hasOwnProperty.call(message, "on") && message.on !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.on);
                    if (message.endpoints != null && $Object.hasOwnProperty.call(message, "endpoints"))
                        $root.apache.rocketmq.v2.Endpoints.encode(message.endpoints, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Metric message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.Metric
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.Metric & apache.rocketmq.v2.Metric.$Shape} Metric
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Metric.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.Metric();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.on = value;
                                else
                                    delete message.on;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.endpoints = $root.apache.rocketmq.v2.Endpoints.decode(reader, reader.size(), $undefined, _depth + 1, message.endpoints);
                                message._endpoints = "endpoints";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Metric;
            })();

            v2.OffsetOption = (function() {

                /**
                 * Properties of an OffsetOption.
                 * @typedef {Object} apache.rocketmq.v2.OffsetOption.$Properties
                 * @property {apache.rocketmq.v2.OffsetOption.Policy|null} [policy] OffsetOption policy
                 * @property {number|Long|null} [offset] OffsetOption offset
                 * @property {number|Long|null} [tailN] OffsetOption tailN
                 * @property {number|Long|null} [timestamp] OffsetOption timestamp
                 * @property {"policy"|"offset"|"tailN"|"timestamp"} [offsetType] OffsetOption offsetType
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an OffsetOption.
                 * @memberof apache.rocketmq.v2
                 * @interface IOffsetOption
                 * @augments apache.rocketmq.v2.OffsetOption.$Properties
                 * @deprecated Use apache.rocketmq.v2.OffsetOption.$Properties instead.
                 */

                /**
                 * Narrowed shape of an OffsetOption.
                 * @typedef {{
                 *   policy?: apache.rocketmq.v2.OffsetOption.Policy|null;
                 *   offset?: number|Long|null;
                 *   tailN?: number|Long|null;
                 *   timestamp?: number|Long|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ offsetType?: undefined; policy?: null; offset?: null; tailN?: null; timestamp?: null }|{ offsetType?: "policy"; policy: apache.rocketmq.v2.OffsetOption.Policy; offset?: null; tailN?: null; timestamp?: null }|{ offsetType?: "offset"; policy?: null; offset: number|Long; tailN?: null; timestamp?: null }|{ offsetType?: "tailN"; policy?: null; offset?: null; tailN: number|Long; timestamp?: null }|{ offsetType?: "timestamp"; policy?: null; offset?: null; tailN?: null; timestamp: number|Long })
                 * )} apache.rocketmq.v2.OffsetOption.$Shape
                 */

                /**
                 * Constructs a new OffsetOption.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an OffsetOption.
                 * @constructor
                 * @param {apache.rocketmq.v2.OffsetOption.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const OffsetOption = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * OffsetOption policy.
                 * @member {apache.rocketmq.v2.OffsetOption.Policy|null|undefined} policy
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @instance
                 */
                OffsetOption.prototype.policy = null;

                /**
                 * OffsetOption offset.
                 * @member {number|Long|null|undefined} offset
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @instance
                 */
                OffsetOption.prototype.offset = null;

                /**
                 * OffsetOption tailN.
                 * @member {number|Long|null|undefined} tailN
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @instance
                 */
                OffsetOption.prototype.tailN = null;

                /**
                 * OffsetOption timestamp.
                 * @member {number|Long|null|undefined} timestamp
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @instance
                 */
                OffsetOption.prototype.timestamp = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * OffsetOption offsetType.
                 * @member {"policy"|"offset"|"tailN"|"timestamp"|undefined} offsetType
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @instance
                 */
                $Object.defineProperty(OffsetOption.prototype, "offsetType", {
                    get: $util.oneOfGetter($oneOfFields = ["policy", "offset", "tailN", "timestamp"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new OffsetOption instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @static
                 * @param {apache.rocketmq.v2.OffsetOption.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.OffsetOption} OffsetOption instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.OffsetOption.$Shape): apache.rocketmq.v2.OffsetOption & apache.rocketmq.v2.OffsetOption.$Shape;
                 *   (properties?: apache.rocketmq.v2.OffsetOption.$Properties): apache.rocketmq.v2.OffsetOption;
                 * }}
                 */
                OffsetOption.create = function(properties) {
                    return new OffsetOption(properties);
                };

                /**
                 * Encodes the specified OffsetOption message. Does not implicitly {@link apache.rocketmq.v2.OffsetOption.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @static
                 * @param {apache.rocketmq.v2.OffsetOption.$Properties} message OffsetOption message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                OffsetOption.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.policy);
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.offset);
                    if (message.tailN != null && $Object.hasOwnProperty.call(message, "tailN"))
                        writer.uint32(/* id 3, wireType 0 =*/24).int64(message.tailN);
                    if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.timestamp);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an OffsetOption message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.OffsetOption
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.OffsetOption & apache.rocketmq.v2.OffsetOption.$Shape} OffsetOption
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                OffsetOption.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.OffsetOption();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                message.policy = reader.int32();
                                message.offsetType = "policy";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                message.offset = reader.int64();
                                message.offsetType = "offset";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.tailN = reader.int64();
                                message.offsetType = "tailN";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.timestamp = reader.int64();
                                message.offsetType = "timestamp";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Policy enum.
                 * @name apache.rocketmq.v2.OffsetOption.Policy
                 * @enum {number}
                 * @property {number} LAST=0 LAST value
                 * @property {number} MIN=1 MIN value
                 * @property {number} MAX=2 MAX value
                 */
                OffsetOption.Policy = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "LAST"] = 0;
                    values[valuesById[1] = "MIN"] = 1;
                    values[valuesById[2] = "MAX"] = 2;
                    return values;
                })();

                return OffsetOption;
            })();

            v2.QueryRouteRequest = (function() {

                /**
                 * Properties of a QueryRouteRequest.
                 * @typedef {Object} apache.rocketmq.v2.QueryRouteRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] QueryRouteRequest topic
                 * @property {apache.rocketmq.v2.Endpoints.$Properties|null} [endpoints] QueryRouteRequest endpoints
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryRouteRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryRouteRequest
                 * @augments apache.rocketmq.v2.QueryRouteRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryRouteRequest.$Properties instead.
                 */

                /**
                 * Shape of a QueryRouteRequest.
                 * @typedef {apache.rocketmq.v2.QueryRouteRequest.$Properties} apache.rocketmq.v2.QueryRouteRequest.$Shape
                 */

                /**
                 * Constructs a new QueryRouteRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryRouteRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryRouteRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryRouteRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryRouteRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.QueryRouteRequest
                 * @instance
                 */
                QueryRouteRequest.prototype.topic = null;

                /**
                 * QueryRouteRequest endpoints.
                 * @member {apache.rocketmq.v2.Endpoints.$Properties|null|undefined} endpoints
                 * @memberof apache.rocketmq.v2.QueryRouteRequest
                 * @instance
                 */
                QueryRouteRequest.prototype.endpoints = null;

                /**
                 * Creates a new QueryRouteRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryRouteRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryRouteRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryRouteRequest} QueryRouteRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryRouteRequest.$Shape): apache.rocketmq.v2.QueryRouteRequest & apache.rocketmq.v2.QueryRouteRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryRouteRequest.$Properties): apache.rocketmq.v2.QueryRouteRequest;
                 * }}
                 */
                QueryRouteRequest.create = function(properties) {
                    return new QueryRouteRequest(properties);
                };

                /**
                 * Encodes the specified QueryRouteRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryRouteRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryRouteRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryRouteRequest.$Properties} message QueryRouteRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryRouteRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.endpoints != null && $Object.hasOwnProperty.call(message, "endpoints"))
                        $root.apache.rocketmq.v2.Endpoints.encode(message.endpoints, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryRouteRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryRouteRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryRouteRequest & apache.rocketmq.v2.QueryRouteRequest.$Shape} QueryRouteRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryRouteRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryRouteRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.endpoints = $root.apache.rocketmq.v2.Endpoints.decode(reader, reader.size(), $undefined, _depth + 1, message.endpoints);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryRouteRequest;
            })();

            v2.QueryRouteResponse = (function() {

                /**
                 * Properties of a QueryRouteResponse.
                 * @typedef {Object} apache.rocketmq.v2.QueryRouteResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] QueryRouteResponse status
                 * @property {Array.<apache.rocketmq.v2.MessageQueue.$Properties>|null} [messageQueues] QueryRouteResponse messageQueues
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryRouteResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryRouteResponse
                 * @augments apache.rocketmq.v2.QueryRouteResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryRouteResponse.$Properties instead.
                 */

                /**
                 * Shape of a QueryRouteResponse.
                 * @typedef {apache.rocketmq.v2.QueryRouteResponse.$Properties} apache.rocketmq.v2.QueryRouteResponse.$Shape
                 */

                /**
                 * Constructs a new QueryRouteResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryRouteResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryRouteResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryRouteResponse = function (properties) {
                    this.messageQueues = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryRouteResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.QueryRouteResponse
                 * @instance
                 */
                QueryRouteResponse.prototype.status = null;

                /**
                 * QueryRouteResponse messageQueues.
                 * @member {Array.<apache.rocketmq.v2.MessageQueue.$Properties>} messageQueues
                 * @memberof apache.rocketmq.v2.QueryRouteResponse
                 * @instance
                 */
                QueryRouteResponse.prototype.messageQueues = $util.emptyArray;

                /**
                 * Creates a new QueryRouteResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryRouteResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryRouteResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryRouteResponse} QueryRouteResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryRouteResponse.$Shape): apache.rocketmq.v2.QueryRouteResponse & apache.rocketmq.v2.QueryRouteResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryRouteResponse.$Properties): apache.rocketmq.v2.QueryRouteResponse;
                 * }}
                 */
                QueryRouteResponse.create = function(properties) {
                    return new QueryRouteResponse(properties);
                };

                /**
                 * Encodes the specified QueryRouteResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryRouteResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryRouteResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryRouteResponse.$Properties} message QueryRouteResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryRouteResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageQueues != null && message.messageQueues.length)
                        for (let i = 0; i < message.messageQueues.length; ++i)
                            $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueues[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryRouteResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryRouteResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryRouteResponse & apache.rocketmq.v2.QueryRouteResponse.$Shape} QueryRouteResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryRouteResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryRouteResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.messageQueues && message.messageQueues.length))
                                    message.messageQueues = [];
                                message.messageQueues.push($root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryRouteResponse;
            })();

            v2.SendMessageRequest = (function() {

                /**
                 * Properties of a SendMessageRequest.
                 * @typedef {Object} apache.rocketmq.v2.SendMessageRequest.$Properties
                 * @property {Array.<apache.rocketmq.v2.Message.$Properties>|null} [messages] SendMessageRequest messages
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SendMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface ISendMessageRequest
                 * @augments apache.rocketmq.v2.SendMessageRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.SendMessageRequest.$Properties instead.
                 */

                /**
                 * Shape of a SendMessageRequest.
                 * @typedef {apache.rocketmq.v2.SendMessageRequest.$Properties} apache.rocketmq.v2.SendMessageRequest.$Shape
                 */

                /**
                 * Constructs a new SendMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SendMessageRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.SendMessageRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SendMessageRequest = function (properties) {
                    this.messages = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SendMessageRequest messages.
                 * @member {Array.<apache.rocketmq.v2.Message.$Properties>} messages
                 * @memberof apache.rocketmq.v2.SendMessageRequest
                 * @instance
                 */
                SendMessageRequest.prototype.messages = $util.emptyArray;

                /**
                 * Creates a new SendMessageRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SendMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.SendMessageRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SendMessageRequest} SendMessageRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SendMessageRequest.$Shape): apache.rocketmq.v2.SendMessageRequest & apache.rocketmq.v2.SendMessageRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.SendMessageRequest.$Properties): apache.rocketmq.v2.SendMessageRequest;
                 * }}
                 */
                SendMessageRequest.create = function(properties) {
                    return new SendMessageRequest(properties);
                };

                /**
                 * Encodes the specified SendMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.SendMessageRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SendMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.SendMessageRequest.$Properties} message SendMessageRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SendMessageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messages != null && message.messages.length)
                        for (let i = 0; i < message.messages.length; ++i)
                            $root.apache.rocketmq.v2.Message.encode(message.messages[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SendMessageRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SendMessageRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendMessageRequest & apache.rocketmq.v2.SendMessageRequest.$Shape} SendMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SendMessageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SendMessageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.messages && message.messages.length))
                                    message.messages = [];
                                message.messages.push($root.apache.rocketmq.v2.Message.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SendMessageRequest;
            })();

            v2.SendResultEntry = (function() {

                /**
                 * Properties of a SendResultEntry.
                 * @typedef {Object} apache.rocketmq.v2.SendResultEntry.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] SendResultEntry status
                 * @property {string|null} [messageId] SendResultEntry messageId
                 * @property {string|null} [transactionId] SendResultEntry transactionId
                 * @property {number|Long|null} [offset] SendResultEntry offset
                 * @property {string|null} [recallHandle] SendResultEntry recallHandle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SendResultEntry.
                 * @memberof apache.rocketmq.v2
                 * @interface ISendResultEntry
                 * @augments apache.rocketmq.v2.SendResultEntry.$Properties
                 * @deprecated Use apache.rocketmq.v2.SendResultEntry.$Properties instead.
                 */

                /**
                 * Shape of a SendResultEntry.
                 * @typedef {apache.rocketmq.v2.SendResultEntry.$Properties} apache.rocketmq.v2.SendResultEntry.$Shape
                 */

                /**
                 * Constructs a new SendResultEntry.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SendResultEntry.
                 * @constructor
                 * @param {apache.rocketmq.v2.SendResultEntry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SendResultEntry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SendResultEntry status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @instance
                 */
                SendResultEntry.prototype.status = null;

                /**
                 * SendResultEntry messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @instance
                 */
                SendResultEntry.prototype.messageId = "";

                /**
                 * SendResultEntry transactionId.
                 * @member {string} transactionId
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @instance
                 */
                SendResultEntry.prototype.transactionId = "";

                /**
                 * SendResultEntry offset.
                 * @member {number|Long} offset
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @instance
                 */
                SendResultEntry.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * SendResultEntry recallHandle.
                 * @member {string} recallHandle
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @instance
                 */
                SendResultEntry.prototype.recallHandle = "";

                /**
                 * Creates a new SendResultEntry instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @static
                 * @param {apache.rocketmq.v2.SendResultEntry.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SendResultEntry} SendResultEntry instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SendResultEntry.$Shape): apache.rocketmq.v2.SendResultEntry & apache.rocketmq.v2.SendResultEntry.$Shape;
                 *   (properties?: apache.rocketmq.v2.SendResultEntry.$Properties): apache.rocketmq.v2.SendResultEntry;
                 * }}
                 */
                SendResultEntry.create = function(properties) {
                    return new SendResultEntry(properties);
                };

                /**
                 * Encodes the specified SendResultEntry message. Does not implicitly {@link apache.rocketmq.v2.SendResultEntry.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @static
                 * @param {apache.rocketmq.v2.SendResultEntry.$Properties} message SendResultEntry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SendResultEntry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.messageId);
                    if (message.transactionId != null && $Object.hasOwnProperty.call(message, "transactionId") && message.transactionId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.transactionId);
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.offset);
                    if (message.recallHandle != null && $Object.hasOwnProperty.call(message, "recallHandle") && message.recallHandle !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.recallHandle);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SendResultEntry message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SendResultEntry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendResultEntry & apache.rocketmq.v2.SendResultEntry.$Shape} SendResultEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SendResultEntry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SendResultEntry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.transactionId = value;
                                else
                                    delete message.transactionId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.recallHandle = value;
                                else
                                    delete message.recallHandle;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SendResultEntry;
            })();

            v2.SendMessageResponse = (function() {

                /**
                 * Properties of a SendMessageResponse.
                 * @typedef {Object} apache.rocketmq.v2.SendMessageResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] SendMessageResponse status
                 * @property {Array.<apache.rocketmq.v2.SendResultEntry.$Properties>|null} [entries] SendMessageResponse entries
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SendMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface ISendMessageResponse
                 * @augments apache.rocketmq.v2.SendMessageResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.SendMessageResponse.$Properties instead.
                 */

                /**
                 * Shape of a SendMessageResponse.
                 * @typedef {apache.rocketmq.v2.SendMessageResponse.$Properties} apache.rocketmq.v2.SendMessageResponse.$Shape
                 */

                /**
                 * Constructs a new SendMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SendMessageResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.SendMessageResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SendMessageResponse = function (properties) {
                    this.entries = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SendMessageResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.SendMessageResponse
                 * @instance
                 */
                SendMessageResponse.prototype.status = null;

                /**
                 * SendMessageResponse entries.
                 * @member {Array.<apache.rocketmq.v2.SendResultEntry.$Properties>} entries
                 * @memberof apache.rocketmq.v2.SendMessageResponse
                 * @instance
                 */
                SendMessageResponse.prototype.entries = $util.emptyArray;

                /**
                 * Creates a new SendMessageResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SendMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.SendMessageResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SendMessageResponse} SendMessageResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SendMessageResponse.$Shape): apache.rocketmq.v2.SendMessageResponse & apache.rocketmq.v2.SendMessageResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.SendMessageResponse.$Properties): apache.rocketmq.v2.SendMessageResponse;
                 * }}
                 */
                SendMessageResponse.create = function(properties) {
                    return new SendMessageResponse(properties);
                };

                /**
                 * Encodes the specified SendMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.SendMessageResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SendMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.SendMessageResponse.$Properties} message SendMessageResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SendMessageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.entries != null && message.entries.length)
                        for (let i = 0; i < message.entries.length; ++i)
                            $root.apache.rocketmq.v2.SendResultEntry.encode(message.entries[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SendMessageResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SendMessageResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SendMessageResponse & apache.rocketmq.v2.SendMessageResponse.$Shape} SendMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SendMessageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SendMessageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.entries && message.entries.length))
                                    message.entries = [];
                                message.entries.push($root.apache.rocketmq.v2.SendResultEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SendMessageResponse;
            })();

            v2.QueryAssignmentRequest = (function() {

                /**
                 * Properties of a QueryAssignmentRequest.
                 * @typedef {Object} apache.rocketmq.v2.QueryAssignmentRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] QueryAssignmentRequest topic
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] QueryAssignmentRequest group
                 * @property {apache.rocketmq.v2.Endpoints.$Properties|null} [endpoints] QueryAssignmentRequest endpoints
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryAssignmentRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryAssignmentRequest
                 * @augments apache.rocketmq.v2.QueryAssignmentRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryAssignmentRequest.$Properties instead.
                 */

                /**
                 * Shape of a QueryAssignmentRequest.
                 * @typedef {apache.rocketmq.v2.QueryAssignmentRequest.$Properties} apache.rocketmq.v2.QueryAssignmentRequest.$Shape
                 */

                /**
                 * Constructs a new QueryAssignmentRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryAssignmentRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryAssignmentRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryAssignmentRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryAssignmentRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @instance
                 */
                QueryAssignmentRequest.prototype.topic = null;

                /**
                 * QueryAssignmentRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @instance
                 */
                QueryAssignmentRequest.prototype.group = null;

                /**
                 * QueryAssignmentRequest endpoints.
                 * @member {apache.rocketmq.v2.Endpoints.$Properties|null|undefined} endpoints
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @instance
                 */
                QueryAssignmentRequest.prototype.endpoints = null;

                /**
                 * Creates a new QueryAssignmentRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryAssignmentRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryAssignmentRequest} QueryAssignmentRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryAssignmentRequest.$Shape): apache.rocketmq.v2.QueryAssignmentRequest & apache.rocketmq.v2.QueryAssignmentRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryAssignmentRequest.$Properties): apache.rocketmq.v2.QueryAssignmentRequest;
                 * }}
                 */
                QueryAssignmentRequest.create = function(properties) {
                    return new QueryAssignmentRequest(properties);
                };

                /**
                 * Encodes the specified QueryAssignmentRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryAssignmentRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryAssignmentRequest.$Properties} message QueryAssignmentRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryAssignmentRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.endpoints != null && $Object.hasOwnProperty.call(message, "endpoints"))
                        $root.apache.rocketmq.v2.Endpoints.encode(message.endpoints, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryAssignmentRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryAssignmentRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryAssignmentRequest & apache.rocketmq.v2.QueryAssignmentRequest.$Shape} QueryAssignmentRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryAssignmentRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryAssignmentRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.endpoints = $root.apache.rocketmq.v2.Endpoints.decode(reader, reader.size(), $undefined, _depth + 1, message.endpoints);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryAssignmentRequest;
            })();

            v2.QueryAssignmentResponse = (function() {

                /**
                 * Properties of a QueryAssignmentResponse.
                 * @typedef {Object} apache.rocketmq.v2.QueryAssignmentResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] QueryAssignmentResponse status
                 * @property {Array.<apache.rocketmq.v2.Assignment.$Properties>|null} [assignments] QueryAssignmentResponse assignments
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryAssignmentResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryAssignmentResponse
                 * @augments apache.rocketmq.v2.QueryAssignmentResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryAssignmentResponse.$Properties instead.
                 */

                /**
                 * Shape of a QueryAssignmentResponse.
                 * @typedef {apache.rocketmq.v2.QueryAssignmentResponse.$Properties} apache.rocketmq.v2.QueryAssignmentResponse.$Shape
                 */

                /**
                 * Constructs a new QueryAssignmentResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryAssignmentResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryAssignmentResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryAssignmentResponse = function (properties) {
                    this.assignments = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryAssignmentResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.QueryAssignmentResponse
                 * @instance
                 */
                QueryAssignmentResponse.prototype.status = null;

                /**
                 * QueryAssignmentResponse assignments.
                 * @member {Array.<apache.rocketmq.v2.Assignment.$Properties>} assignments
                 * @memberof apache.rocketmq.v2.QueryAssignmentResponse
                 * @instance
                 */
                QueryAssignmentResponse.prototype.assignments = $util.emptyArray;

                /**
                 * Creates a new QueryAssignmentResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryAssignmentResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryAssignmentResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryAssignmentResponse} QueryAssignmentResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryAssignmentResponse.$Shape): apache.rocketmq.v2.QueryAssignmentResponse & apache.rocketmq.v2.QueryAssignmentResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryAssignmentResponse.$Properties): apache.rocketmq.v2.QueryAssignmentResponse;
                 * }}
                 */
                QueryAssignmentResponse.create = function(properties) {
                    return new QueryAssignmentResponse(properties);
                };

                /**
                 * Encodes the specified QueryAssignmentResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryAssignmentResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryAssignmentResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryAssignmentResponse.$Properties} message QueryAssignmentResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryAssignmentResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.assignments != null && message.assignments.length)
                        for (let i = 0; i < message.assignments.length; ++i)
                            $root.apache.rocketmq.v2.Assignment.encode(message.assignments[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryAssignmentResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryAssignmentResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryAssignmentResponse & apache.rocketmq.v2.QueryAssignmentResponse.$Shape} QueryAssignmentResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryAssignmentResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryAssignmentResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.assignments && message.assignments.length))
                                    message.assignments = [];
                                message.assignments.push($root.apache.rocketmq.v2.Assignment.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryAssignmentResponse;
            })();

            v2.ReceiveMessageRequest = (function() {

                /**
                 * Properties of a ReceiveMessageRequest.
                 * @typedef {Object} apache.rocketmq.v2.ReceiveMessageRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] ReceiveMessageRequest group
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] ReceiveMessageRequest messageQueue
                 * @property {apache.rocketmq.v2.FilterExpression.$Properties|null} [filterExpression] ReceiveMessageRequest filterExpression
                 * @property {number|null} [batchSize] ReceiveMessageRequest batchSize
                 * @property {google.protobuf.Duration.$Properties|null} [invisibleDuration] ReceiveMessageRequest invisibleDuration
                 * @property {boolean|null} [autoRenew] ReceiveMessageRequest autoRenew
                 * @property {google.protobuf.Duration.$Properties|null} [longPollingTimeout] ReceiveMessageRequest longPollingTimeout
                 * @property {string|null} [attemptId] ReceiveMessageRequest attemptId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReceiveMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IReceiveMessageRequest
                 * @augments apache.rocketmq.v2.ReceiveMessageRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.ReceiveMessageRequest.$Properties instead.
                 */

                /**
                 * Shape of a ReceiveMessageRequest.
                 * @typedef {apache.rocketmq.v2.ReceiveMessageRequest.$Properties} apache.rocketmq.v2.ReceiveMessageRequest.$Shape
                 */

                /**
                 * Constructs a new ReceiveMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ReceiveMessageRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.ReceiveMessageRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReceiveMessageRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReceiveMessageRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.group = null;

                /**
                 * ReceiveMessageRequest messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.messageQueue = null;

                /**
                 * ReceiveMessageRequest filterExpression.
                 * @member {apache.rocketmq.v2.FilterExpression.$Properties|null|undefined} filterExpression
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.filterExpression = null;

                /**
                 * ReceiveMessageRequest batchSize.
                 * @member {number} batchSize
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.batchSize = 0;

                /**
                 * ReceiveMessageRequest invisibleDuration.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} invisibleDuration
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.invisibleDuration = null;

                /**
                 * ReceiveMessageRequest autoRenew.
                 * @member {boolean} autoRenew
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.autoRenew = false;

                /**
                 * ReceiveMessageRequest longPollingTimeout.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} longPollingTimeout
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.longPollingTimeout = null;

                /**
                 * ReceiveMessageRequest attemptId.
                 * @member {string|null|undefined} attemptId
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @instance
                 */
                ReceiveMessageRequest.prototype.attemptId = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ReceiveMessageRequest.prototype, "_invisibleDuration", {
                    get: $util.oneOfGetter($oneOfFields = ["invisibleDuration"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ReceiveMessageRequest.prototype, "_longPollingTimeout", {
                    get: $util.oneOfGetter($oneOfFields = ["longPollingTimeout"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ReceiveMessageRequest.prototype, "_attemptId", {
                    get: $util.oneOfGetter($oneOfFields = ["attemptId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ReceiveMessageRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.ReceiveMessageRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ReceiveMessageRequest} ReceiveMessageRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ReceiveMessageRequest.$Shape): apache.rocketmq.v2.ReceiveMessageRequest & apache.rocketmq.v2.ReceiveMessageRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.ReceiveMessageRequest.$Properties): apache.rocketmq.v2.ReceiveMessageRequest;
                 * }}
                 */
                ReceiveMessageRequest.create = function(properties) {
                    return new ReceiveMessageRequest(properties);
                };

                /**
                 * Encodes the specified ReceiveMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.ReceiveMessageRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.ReceiveMessageRequest.$Properties} message ReceiveMessageRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReceiveMessageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.filterExpression != null && $Object.hasOwnProperty.call(message, "filterExpression"))
                        $root.apache.rocketmq.v2.FilterExpression.encode(message.filterExpression, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.batchSize != null && $Object.hasOwnProperty.call(message, "batchSize") && message.batchSize !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.batchSize);
                    if (message.invisibleDuration != null && $Object.hasOwnProperty.call(message, "invisibleDuration"))
                        $root.google.protobuf.Duration.encode(message.invisibleDuration, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.autoRenew != null && $Object.hasOwnProperty.call(message, "autoRenew") && message.autoRenew !== false)
                        writer.uint32(/* id 6, wireType 0 =*/48).bool(message.autoRenew);
                    if (message.longPollingTimeout != null && $Object.hasOwnProperty.call(message, "longPollingTimeout"))
                        $root.google.protobuf.Duration.encode(message.longPollingTimeout, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId"))
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.attemptId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReceiveMessageRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ReceiveMessageRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReceiveMessageRequest & apache.rocketmq.v2.ReceiveMessageRequest.$Shape} ReceiveMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReceiveMessageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ReceiveMessageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.filterExpression = $root.apache.rocketmq.v2.FilterExpression.decode(reader, reader.size(), $undefined, _depth + 1, message.filterExpression);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.batchSize = value;
                                else
                                    delete message.batchSize;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.invisibleDuration = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.invisibleDuration);
                                message._invisibleDuration = "invisibleDuration";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.autoRenew = value;
                                else
                                    delete message.autoRenew;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.longPollingTimeout = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.longPollingTimeout);
                                message._longPollingTimeout = "longPollingTimeout";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.attemptId = reader.stringVerify();
                                message._attemptId = "attemptId";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReceiveMessageRequest;
            })();

            v2.ReceiveMessageResponse = (function() {

                /**
                 * Properties of a ReceiveMessageResponse.
                 * @typedef {Object} apache.rocketmq.v2.ReceiveMessageResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] ReceiveMessageResponse status
                 * @property {apache.rocketmq.v2.Message.$Properties|null} [message] ReceiveMessageResponse message
                 * @property {google.protobuf.Timestamp.$Properties|null} [deliveryTimestamp] ReceiveMessageResponse deliveryTimestamp
                 * @property {"status"|"message"|"deliveryTimestamp"} [content] ReceiveMessageResponse content
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReceiveMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IReceiveMessageResponse
                 * @augments apache.rocketmq.v2.ReceiveMessageResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.ReceiveMessageResponse.$Properties instead.
                 */

                /**
                 * Narrowed shape of a ReceiveMessageResponse.
                 * @typedef {{
                 *   status?: apache.rocketmq.v2.Status.$Shape|null;
                 *   message?: apache.rocketmq.v2.Message.$Shape|null;
                 *   deliveryTimestamp?: google.protobuf.Timestamp.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ content?: undefined; status?: null; message?: null; deliveryTimestamp?: null }|{ content?: "status"; status: apache.rocketmq.v2.Status.$Shape; message?: null; deliveryTimestamp?: null }|{ content?: "message"; status?: null; message: apache.rocketmq.v2.Message.$Shape; deliveryTimestamp?: null }|{ content?: "deliveryTimestamp"; status?: null; message?: null; deliveryTimestamp: google.protobuf.Timestamp.$Shape })
                 * )} apache.rocketmq.v2.ReceiveMessageResponse.$Shape
                 */

                /**
                 * Constructs a new ReceiveMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ReceiveMessageResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.ReceiveMessageResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReceiveMessageResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReceiveMessageResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @instance
                 */
                ReceiveMessageResponse.prototype.status = null;

                /**
                 * ReceiveMessageResponse message.
                 * @member {apache.rocketmq.v2.Message.$Properties|null|undefined} message
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @instance
                 */
                ReceiveMessageResponse.prototype.message = null;

                /**
                 * ReceiveMessageResponse deliveryTimestamp.
                 * @member {google.protobuf.Timestamp.$Properties|null|undefined} deliveryTimestamp
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @instance
                 */
                ReceiveMessageResponse.prototype.deliveryTimestamp = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * ReceiveMessageResponse content.
                 * @member {"status"|"message"|"deliveryTimestamp"|undefined} content
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @instance
                 */
                $Object.defineProperty(ReceiveMessageResponse.prototype, "content", {
                    get: $util.oneOfGetter($oneOfFields = ["status", "message", "deliveryTimestamp"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ReceiveMessageResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.ReceiveMessageResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ReceiveMessageResponse} ReceiveMessageResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ReceiveMessageResponse.$Shape): apache.rocketmq.v2.ReceiveMessageResponse & apache.rocketmq.v2.ReceiveMessageResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.ReceiveMessageResponse.$Properties): apache.rocketmq.v2.ReceiveMessageResponse;
                 * }}
                 */
                ReceiveMessageResponse.create = function(properties) {
                    return new ReceiveMessageResponse(properties);
                };

                /**
                 * Encodes the specified ReceiveMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.ReceiveMessageResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.ReceiveMessageResponse.$Properties} message ReceiveMessageResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReceiveMessageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        $root.apache.rocketmq.v2.Message.encode(message.message, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.deliveryTimestamp != null && $Object.hasOwnProperty.call(message, "deliveryTimestamp"))
                        $root.google.protobuf.Timestamp.encode(message.deliveryTimestamp, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReceiveMessageResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ReceiveMessageResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReceiveMessageResponse & apache.rocketmq.v2.ReceiveMessageResponse.$Shape} ReceiveMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReceiveMessageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ReceiveMessageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                message.content = "status";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.message = $root.apache.rocketmq.v2.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                                message.content = "message";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.deliveryTimestamp = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.deliveryTimestamp);
                                message.content = "deliveryTimestamp";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReceiveMessageResponse;
            })();

            v2.AckMessageEntry = (function() {

                /**
                 * Properties of an AckMessageEntry.
                 * @typedef {Object} apache.rocketmq.v2.AckMessageEntry.$Properties
                 * @property {string|null} [messageId] AckMessageEntry messageId
                 * @property {string|null} [receiptHandle] AckMessageEntry receiptHandle
                 * @property {string|null} [liteTopic] AckMessageEntry liteTopic
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AckMessageEntry.
                 * @memberof apache.rocketmq.v2
                 * @interface IAckMessageEntry
                 * @augments apache.rocketmq.v2.AckMessageEntry.$Properties
                 * @deprecated Use apache.rocketmq.v2.AckMessageEntry.$Properties instead.
                 */

                /**
                 * Shape of an AckMessageEntry.
                 * @typedef {apache.rocketmq.v2.AckMessageEntry.$Properties} apache.rocketmq.v2.AckMessageEntry.$Shape
                 */

                /**
                 * Constructs a new AckMessageEntry.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an AckMessageEntry.
                 * @constructor
                 * @param {apache.rocketmq.v2.AckMessageEntry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AckMessageEntry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AckMessageEntry messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @instance
                 */
                AckMessageEntry.prototype.messageId = "";

                /**
                 * AckMessageEntry receiptHandle.
                 * @member {string} receiptHandle
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @instance
                 */
                AckMessageEntry.prototype.receiptHandle = "";

                /**
                 * AckMessageEntry liteTopic.
                 * @member {string|null|undefined} liteTopic
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @instance
                 */
                AckMessageEntry.prototype.liteTopic = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(AckMessageEntry.prototype, "_liteTopic", {
                    get: $util.oneOfGetter($oneOfFields = ["liteTopic"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new AckMessageEntry instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageEntry.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.AckMessageEntry} AckMessageEntry instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.AckMessageEntry.$Shape): apache.rocketmq.v2.AckMessageEntry & apache.rocketmq.v2.AckMessageEntry.$Shape;
                 *   (properties?: apache.rocketmq.v2.AckMessageEntry.$Properties): apache.rocketmq.v2.AckMessageEntry;
                 * }}
                 */
                AckMessageEntry.create = function(properties) {
                    return new AckMessageEntry(properties);
                };

                /**
                 * Encodes the specified AckMessageEntry message. Does not implicitly {@link apache.rocketmq.v2.AckMessageEntry.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageEntry.$Properties} message AckMessageEntry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AckMessageEntry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.messageId);
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle") && message.receiptHandle !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.receiptHandle);
                    if (message.liteTopic != null && $Object.hasOwnProperty.call(message, "liteTopic"))
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.liteTopic);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AckMessageEntry message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.AckMessageEntry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageEntry & apache.rocketmq.v2.AckMessageEntry.$Shape} AckMessageEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AckMessageEntry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.AckMessageEntry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.receiptHandle = value;
                                else
                                    delete message.receiptHandle;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.liteTopic = reader.stringVerify();
                                message._liteTopic = "liteTopic";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AckMessageEntry;
            })();

            v2.AckMessageRequest = (function() {

                /**
                 * Properties of an AckMessageRequest.
                 * @typedef {Object} apache.rocketmq.v2.AckMessageRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] AckMessageRequest group
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] AckMessageRequest topic
                 * @property {Array.<apache.rocketmq.v2.AckMessageEntry.$Properties>|null} [entries] AckMessageRequest entries
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AckMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IAckMessageRequest
                 * @augments apache.rocketmq.v2.AckMessageRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.AckMessageRequest.$Properties instead.
                 */

                /**
                 * Shape of an AckMessageRequest.
                 * @typedef {apache.rocketmq.v2.AckMessageRequest.$Properties} apache.rocketmq.v2.AckMessageRequest.$Shape
                 */

                /**
                 * Constructs a new AckMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an AckMessageRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.AckMessageRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AckMessageRequest = function (properties) {
                    this.entries = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AckMessageRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @instance
                 */
                AckMessageRequest.prototype.group = null;

                /**
                 * AckMessageRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @instance
                 */
                AckMessageRequest.prototype.topic = null;

                /**
                 * AckMessageRequest entries.
                 * @member {Array.<apache.rocketmq.v2.AckMessageEntry.$Properties>} entries
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @instance
                 */
                AckMessageRequest.prototype.entries = $util.emptyArray;

                /**
                 * Creates a new AckMessageRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.AckMessageRequest} AckMessageRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.AckMessageRequest.$Shape): apache.rocketmq.v2.AckMessageRequest & apache.rocketmq.v2.AckMessageRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.AckMessageRequest.$Properties): apache.rocketmq.v2.AckMessageRequest;
                 * }}
                 */
                AckMessageRequest.create = function(properties) {
                    return new AckMessageRequest(properties);
                };

                /**
                 * Encodes the specified AckMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.AckMessageRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageRequest.$Properties} message AckMessageRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AckMessageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.entries != null && message.entries.length)
                        for (let i = 0; i < message.entries.length; ++i)
                            $root.apache.rocketmq.v2.AckMessageEntry.encode(message.entries[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AckMessageRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.AckMessageRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageRequest & apache.rocketmq.v2.AckMessageRequest.$Shape} AckMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AckMessageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.AckMessageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.entries && message.entries.length))
                                    message.entries = [];
                                message.entries.push($root.apache.rocketmq.v2.AckMessageEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AckMessageRequest;
            })();

            v2.AckMessageResultEntry = (function() {

                /**
                 * Properties of an AckMessageResultEntry.
                 * @typedef {Object} apache.rocketmq.v2.AckMessageResultEntry.$Properties
                 * @property {string|null} [messageId] AckMessageResultEntry messageId
                 * @property {string|null} [receiptHandle] AckMessageResultEntry receiptHandle
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] AckMessageResultEntry status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AckMessageResultEntry.
                 * @memberof apache.rocketmq.v2
                 * @interface IAckMessageResultEntry
                 * @augments apache.rocketmq.v2.AckMessageResultEntry.$Properties
                 * @deprecated Use apache.rocketmq.v2.AckMessageResultEntry.$Properties instead.
                 */

                /**
                 * Shape of an AckMessageResultEntry.
                 * @typedef {apache.rocketmq.v2.AckMessageResultEntry.$Properties} apache.rocketmq.v2.AckMessageResultEntry.$Shape
                 */

                /**
                 * Constructs a new AckMessageResultEntry.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an AckMessageResultEntry.
                 * @constructor
                 * @param {apache.rocketmq.v2.AckMessageResultEntry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AckMessageResultEntry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AckMessageResultEntry messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @instance
                 */
                AckMessageResultEntry.prototype.messageId = "";

                /**
                 * AckMessageResultEntry receiptHandle.
                 * @member {string} receiptHandle
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @instance
                 */
                AckMessageResultEntry.prototype.receiptHandle = "";

                /**
                 * AckMessageResultEntry status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @instance
                 */
                AckMessageResultEntry.prototype.status = null;

                /**
                 * Creates a new AckMessageResultEntry instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageResultEntry.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.AckMessageResultEntry} AckMessageResultEntry instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.AckMessageResultEntry.$Shape): apache.rocketmq.v2.AckMessageResultEntry & apache.rocketmq.v2.AckMessageResultEntry.$Shape;
                 *   (properties?: apache.rocketmq.v2.AckMessageResultEntry.$Properties): apache.rocketmq.v2.AckMessageResultEntry;
                 * }}
                 */
                AckMessageResultEntry.create = function(properties) {
                    return new AckMessageResultEntry(properties);
                };

                /**
                 * Encodes the specified AckMessageResultEntry message. Does not implicitly {@link apache.rocketmq.v2.AckMessageResultEntry.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageResultEntry.$Properties} message AckMessageResultEntry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AckMessageResultEntry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.messageId);
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle") && message.receiptHandle !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.receiptHandle);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AckMessageResultEntry message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.AckMessageResultEntry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageResultEntry & apache.rocketmq.v2.AckMessageResultEntry.$Shape} AckMessageResultEntry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AckMessageResultEntry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.AckMessageResultEntry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.receiptHandle = value;
                                else
                                    delete message.receiptHandle;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AckMessageResultEntry;
            })();

            v2.AckMessageResponse = (function() {

                /**
                 * Properties of an AckMessageResponse.
                 * @typedef {Object} apache.rocketmq.v2.AckMessageResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] AckMessageResponse status
                 * @property {Array.<apache.rocketmq.v2.AckMessageResultEntry.$Properties>|null} [entries] AckMessageResponse entries
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AckMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IAckMessageResponse
                 * @augments apache.rocketmq.v2.AckMessageResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.AckMessageResponse.$Properties instead.
                 */

                /**
                 * Shape of an AckMessageResponse.
                 * @typedef {apache.rocketmq.v2.AckMessageResponse.$Properties} apache.rocketmq.v2.AckMessageResponse.$Shape
                 */

                /**
                 * Constructs a new AckMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an AckMessageResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.AckMessageResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AckMessageResponse = function (properties) {
                    this.entries = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AckMessageResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.AckMessageResponse
                 * @instance
                 */
                AckMessageResponse.prototype.status = null;

                /**
                 * AckMessageResponse entries.
                 * @member {Array.<apache.rocketmq.v2.AckMessageResultEntry.$Properties>} entries
                 * @memberof apache.rocketmq.v2.AckMessageResponse
                 * @instance
                 */
                AckMessageResponse.prototype.entries = $util.emptyArray;

                /**
                 * Creates a new AckMessageResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.AckMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.AckMessageResponse} AckMessageResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.AckMessageResponse.$Shape): apache.rocketmq.v2.AckMessageResponse & apache.rocketmq.v2.AckMessageResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.AckMessageResponse.$Properties): apache.rocketmq.v2.AckMessageResponse;
                 * }}
                 */
                AckMessageResponse.create = function(properties) {
                    return new AckMessageResponse(properties);
                };

                /**
                 * Encodes the specified AckMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.AckMessageResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.AckMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.AckMessageResponse.$Properties} message AckMessageResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AckMessageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.entries != null && message.entries.length)
                        for (let i = 0; i < message.entries.length; ++i)
                            $root.apache.rocketmq.v2.AckMessageResultEntry.encode(message.entries[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AckMessageResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.AckMessageResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.AckMessageResponse & apache.rocketmq.v2.AckMessageResponse.$Shape} AckMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AckMessageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.AckMessageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.entries && message.entries.length))
                                    message.entries = [];
                                message.entries.push($root.apache.rocketmq.v2.AckMessageResultEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AckMessageResponse;
            })();

            v2.ForwardMessageToDeadLetterQueueRequest = (function() {

                /**
                 * Properties of a ForwardMessageToDeadLetterQueueRequest.
                 * @typedef {Object} apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] ForwardMessageToDeadLetterQueueRequest group
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] ForwardMessageToDeadLetterQueueRequest topic
                 * @property {string|null} [receiptHandle] ForwardMessageToDeadLetterQueueRequest receiptHandle
                 * @property {string|null} [messageId] ForwardMessageToDeadLetterQueueRequest messageId
                 * @property {number|null} [deliveryAttempt] ForwardMessageToDeadLetterQueueRequest deliveryAttempt
                 * @property {number|null} [maxDeliveryAttempts] ForwardMessageToDeadLetterQueueRequest maxDeliveryAttempts
                 * @property {string|null} [liteTopic] ForwardMessageToDeadLetterQueueRequest liteTopic
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ForwardMessageToDeadLetterQueueRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IForwardMessageToDeadLetterQueueRequest
                 * @augments apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties instead.
                 */

                /**
                 * Shape of a ForwardMessageToDeadLetterQueueRequest.
                 * @typedef {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties} apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape
                 */

                /**
                 * Constructs a new ForwardMessageToDeadLetterQueueRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ForwardMessageToDeadLetterQueueRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ForwardMessageToDeadLetterQueueRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ForwardMessageToDeadLetterQueueRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.group = null;

                /**
                 * ForwardMessageToDeadLetterQueueRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.topic = null;

                /**
                 * ForwardMessageToDeadLetterQueueRequest receiptHandle.
                 * @member {string} receiptHandle
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.receiptHandle = "";

                /**
                 * ForwardMessageToDeadLetterQueueRequest messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.messageId = "";

                /**
                 * ForwardMessageToDeadLetterQueueRequest deliveryAttempt.
                 * @member {number} deliveryAttempt
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.deliveryAttempt = 0;

                /**
                 * ForwardMessageToDeadLetterQueueRequest maxDeliveryAttempts.
                 * @member {number} maxDeliveryAttempts
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.maxDeliveryAttempts = 0;

                /**
                 * ForwardMessageToDeadLetterQueueRequest liteTopic.
                 * @member {string|null|undefined} liteTopic
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueRequest.prototype.liteTopic = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ForwardMessageToDeadLetterQueueRequest.prototype, "_liteTopic", {
                    get: $util.oneOfGetter($oneOfFields = ["liteTopic"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ForwardMessageToDeadLetterQueueRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @static
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest} ForwardMessageToDeadLetterQueueRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest;
                 * }}
                 */
                ForwardMessageToDeadLetterQueueRequest.create = function(properties) {
                    return new ForwardMessageToDeadLetterQueueRequest(properties);
                };

                /**
                 * Encodes the specified ForwardMessageToDeadLetterQueueRequest message. Does not implicitly {@link apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @static
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Properties} message ForwardMessageToDeadLetterQueueRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ForwardMessageToDeadLetterQueueRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle") && message.receiptHandle !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.receiptHandle);
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.messageId);
                    if (message.deliveryAttempt != null && $Object.hasOwnProperty.call(message, "deliveryAttempt") && message.deliveryAttempt !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.deliveryAttempt);
                    if (message.maxDeliveryAttempts != null && $Object.hasOwnProperty.call(message, "maxDeliveryAttempts") && message.maxDeliveryAttempts !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.maxDeliveryAttempts);
                    if (message.liteTopic != null && $Object.hasOwnProperty.call(message, "liteTopic"))
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.liteTopic);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ForwardMessageToDeadLetterQueueRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest.$Shape} ForwardMessageToDeadLetterQueueRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ForwardMessageToDeadLetterQueueRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ForwardMessageToDeadLetterQueueRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.receiptHandle = value;
                                else
                                    delete message.receiptHandle;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.deliveryAttempt = value;
                                else
                                    delete message.deliveryAttempt;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxDeliveryAttempts = value;
                                else
                                    delete message.maxDeliveryAttempts;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.liteTopic = reader.stringVerify();
                                message._liteTopic = "liteTopic";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ForwardMessageToDeadLetterQueueRequest;
            })();

            v2.ForwardMessageToDeadLetterQueueResponse = (function() {

                /**
                 * Properties of a ForwardMessageToDeadLetterQueueResponse.
                 * @typedef {Object} apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] ForwardMessageToDeadLetterQueueResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ForwardMessageToDeadLetterQueueResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IForwardMessageToDeadLetterQueueResponse
                 * @augments apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties instead.
                 */

                /**
                 * Shape of a ForwardMessageToDeadLetterQueueResponse.
                 * @typedef {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties} apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape
                 */

                /**
                 * Constructs a new ForwardMessageToDeadLetterQueueResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ForwardMessageToDeadLetterQueueResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ForwardMessageToDeadLetterQueueResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ForwardMessageToDeadLetterQueueResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse
                 * @instance
                 */
                ForwardMessageToDeadLetterQueueResponse.prototype.status = null;

                /**
                 * Creates a new ForwardMessageToDeadLetterQueueResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse
                 * @static
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse} ForwardMessageToDeadLetterQueueResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties): apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse;
                 * }}
                 */
                ForwardMessageToDeadLetterQueueResponse.create = function(properties) {
                    return new ForwardMessageToDeadLetterQueueResponse(properties);
                };

                /**
                 * Encodes the specified ForwardMessageToDeadLetterQueueResponse message. Does not implicitly {@link apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse
                 * @static
                 * @param {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Properties} message ForwardMessageToDeadLetterQueueResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ForwardMessageToDeadLetterQueueResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ForwardMessageToDeadLetterQueueResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse & apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse.$Shape} ForwardMessageToDeadLetterQueueResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ForwardMessageToDeadLetterQueueResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ForwardMessageToDeadLetterQueueResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ForwardMessageToDeadLetterQueueResponse;
            })();

            v2.HeartbeatRequest = (function() {

                /**
                 * Properties of a HeartbeatRequest.
                 * @typedef {Object} apache.rocketmq.v2.HeartbeatRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] HeartbeatRequest group
                 * @property {apache.rocketmq.v2.ClientType|null} [clientType] HeartbeatRequest clientType
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a HeartbeatRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IHeartbeatRequest
                 * @augments apache.rocketmq.v2.HeartbeatRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.HeartbeatRequest.$Properties instead.
                 */

                /**
                 * Shape of a HeartbeatRequest.
                 * @typedef {apache.rocketmq.v2.HeartbeatRequest.$Properties} apache.rocketmq.v2.HeartbeatRequest.$Shape
                 */

                /**
                 * Constructs a new HeartbeatRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a HeartbeatRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.HeartbeatRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const HeartbeatRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * HeartbeatRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.HeartbeatRequest
                 * @instance
                 */
                HeartbeatRequest.prototype.group = null;

                /**
                 * HeartbeatRequest clientType.
                 * @member {apache.rocketmq.v2.ClientType} clientType
                 * @memberof apache.rocketmq.v2.HeartbeatRequest
                 * @instance
                 */
                HeartbeatRequest.prototype.clientType = 0;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(HeartbeatRequest.prototype, "_group", {
                    get: $util.oneOfGetter($oneOfFields = ["group"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new HeartbeatRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.HeartbeatRequest
                 * @static
                 * @param {apache.rocketmq.v2.HeartbeatRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.HeartbeatRequest} HeartbeatRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.HeartbeatRequest.$Shape): apache.rocketmq.v2.HeartbeatRequest & apache.rocketmq.v2.HeartbeatRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.HeartbeatRequest.$Properties): apache.rocketmq.v2.HeartbeatRequest;
                 * }}
                 */
                HeartbeatRequest.create = function(properties) {
                    return new HeartbeatRequest(properties);
                };

                /**
                 * Encodes the specified HeartbeatRequest message. Does not implicitly {@link apache.rocketmq.v2.HeartbeatRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.HeartbeatRequest
                 * @static
                 * @param {apache.rocketmq.v2.HeartbeatRequest.$Properties} message HeartbeatRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                HeartbeatRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.clientType != null && $Object.hasOwnProperty.call(message, "clientType") && message.clientType !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.clientType);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a HeartbeatRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.HeartbeatRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.HeartbeatRequest & apache.rocketmq.v2.HeartbeatRequest.$Shape} HeartbeatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                HeartbeatRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.HeartbeatRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                message._group = "group";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.clientType = value;
                                else
                                    delete message.clientType;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HeartbeatRequest;
            })();

            v2.HeartbeatResponse = (function() {

                /**
                 * Properties of a HeartbeatResponse.
                 * @typedef {Object} apache.rocketmq.v2.HeartbeatResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] HeartbeatResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a HeartbeatResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IHeartbeatResponse
                 * @augments apache.rocketmq.v2.HeartbeatResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.HeartbeatResponse.$Properties instead.
                 */

                /**
                 * Shape of a HeartbeatResponse.
                 * @typedef {apache.rocketmq.v2.HeartbeatResponse.$Properties} apache.rocketmq.v2.HeartbeatResponse.$Shape
                 */

                /**
                 * Constructs a new HeartbeatResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a HeartbeatResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.HeartbeatResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const HeartbeatResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * HeartbeatResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.HeartbeatResponse
                 * @instance
                 */
                HeartbeatResponse.prototype.status = null;

                /**
                 * Creates a new HeartbeatResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.HeartbeatResponse
                 * @static
                 * @param {apache.rocketmq.v2.HeartbeatResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.HeartbeatResponse} HeartbeatResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.HeartbeatResponse.$Shape): apache.rocketmq.v2.HeartbeatResponse & apache.rocketmq.v2.HeartbeatResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.HeartbeatResponse.$Properties): apache.rocketmq.v2.HeartbeatResponse;
                 * }}
                 */
                HeartbeatResponse.create = function(properties) {
                    return new HeartbeatResponse(properties);
                };

                /**
                 * Encodes the specified HeartbeatResponse message. Does not implicitly {@link apache.rocketmq.v2.HeartbeatResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.HeartbeatResponse
                 * @static
                 * @param {apache.rocketmq.v2.HeartbeatResponse.$Properties} message HeartbeatResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                HeartbeatResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a HeartbeatResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.HeartbeatResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.HeartbeatResponse & apache.rocketmq.v2.HeartbeatResponse.$Shape} HeartbeatResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                HeartbeatResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.HeartbeatResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HeartbeatResponse;
            })();

            v2.EndTransactionRequest = (function() {

                /**
                 * Properties of an EndTransactionRequest.
                 * @typedef {Object} apache.rocketmq.v2.EndTransactionRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] EndTransactionRequest topic
                 * @property {string|null} [messageId] EndTransactionRequest messageId
                 * @property {string|null} [transactionId] EndTransactionRequest transactionId
                 * @property {apache.rocketmq.v2.TransactionResolution|null} [resolution] EndTransactionRequest resolution
                 * @property {apache.rocketmq.v2.TransactionSource|null} [source] EndTransactionRequest source
                 * @property {string|null} [traceContext] EndTransactionRequest traceContext
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EndTransactionRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IEndTransactionRequest
                 * @augments apache.rocketmq.v2.EndTransactionRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.EndTransactionRequest.$Properties instead.
                 */

                /**
                 * Shape of an EndTransactionRequest.
                 * @typedef {apache.rocketmq.v2.EndTransactionRequest.$Properties} apache.rocketmq.v2.EndTransactionRequest.$Shape
                 */

                /**
                 * Constructs a new EndTransactionRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an EndTransactionRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.EndTransactionRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EndTransactionRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EndTransactionRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.topic = null;

                /**
                 * EndTransactionRequest messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.messageId = "";

                /**
                 * EndTransactionRequest transactionId.
                 * @member {string} transactionId
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.transactionId = "";

                /**
                 * EndTransactionRequest resolution.
                 * @member {apache.rocketmq.v2.TransactionResolution} resolution
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.resolution = 0;

                /**
                 * EndTransactionRequest source.
                 * @member {apache.rocketmq.v2.TransactionSource} source
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.source = 0;

                /**
                 * EndTransactionRequest traceContext.
                 * @member {string} traceContext
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @instance
                 */
                EndTransactionRequest.prototype.traceContext = "";

                /**
                 * Creates a new EndTransactionRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @static
                 * @param {apache.rocketmq.v2.EndTransactionRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.EndTransactionRequest} EndTransactionRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.EndTransactionRequest.$Shape): apache.rocketmq.v2.EndTransactionRequest & apache.rocketmq.v2.EndTransactionRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.EndTransactionRequest.$Properties): apache.rocketmq.v2.EndTransactionRequest;
                 * }}
                 */
                EndTransactionRequest.create = function(properties) {
                    return new EndTransactionRequest(properties);
                };

                /**
                 * Encodes the specified EndTransactionRequest message. Does not implicitly {@link apache.rocketmq.v2.EndTransactionRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @static
                 * @param {apache.rocketmq.v2.EndTransactionRequest.$Properties} message EndTransactionRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EndTransactionRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.messageId);
                    if (message.transactionId != null && $Object.hasOwnProperty.call(message, "transactionId") && message.transactionId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.transactionId);
                    if (message.resolution != null && $Object.hasOwnProperty.call(message, "resolution") && message.resolution !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.resolution);
                    if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.source);
                    if (message.traceContext != null && $Object.hasOwnProperty.call(message, "traceContext") && message.traceContext !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.traceContext);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EndTransactionRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.EndTransactionRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.EndTransactionRequest & apache.rocketmq.v2.EndTransactionRequest.$Shape} EndTransactionRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EndTransactionRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.EndTransactionRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.transactionId = value;
                                else
                                    delete message.transactionId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.resolution = value;
                                else
                                    delete message.resolution;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.source = value;
                                else
                                    delete message.source;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.traceContext = value;
                                else
                                    delete message.traceContext;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EndTransactionRequest;
            })();

            v2.EndTransactionResponse = (function() {

                /**
                 * Properties of an EndTransactionResponse.
                 * @typedef {Object} apache.rocketmq.v2.EndTransactionResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] EndTransactionResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EndTransactionResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IEndTransactionResponse
                 * @augments apache.rocketmq.v2.EndTransactionResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.EndTransactionResponse.$Properties instead.
                 */

                /**
                 * Shape of an EndTransactionResponse.
                 * @typedef {apache.rocketmq.v2.EndTransactionResponse.$Properties} apache.rocketmq.v2.EndTransactionResponse.$Shape
                 */

                /**
                 * Constructs a new EndTransactionResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an EndTransactionResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.EndTransactionResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EndTransactionResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EndTransactionResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.EndTransactionResponse
                 * @instance
                 */
                EndTransactionResponse.prototype.status = null;

                /**
                 * Creates a new EndTransactionResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.EndTransactionResponse
                 * @static
                 * @param {apache.rocketmq.v2.EndTransactionResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.EndTransactionResponse} EndTransactionResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.EndTransactionResponse.$Shape): apache.rocketmq.v2.EndTransactionResponse & apache.rocketmq.v2.EndTransactionResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.EndTransactionResponse.$Properties): apache.rocketmq.v2.EndTransactionResponse;
                 * }}
                 */
                EndTransactionResponse.create = function(properties) {
                    return new EndTransactionResponse(properties);
                };

                /**
                 * Encodes the specified EndTransactionResponse message. Does not implicitly {@link apache.rocketmq.v2.EndTransactionResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.EndTransactionResponse
                 * @static
                 * @param {apache.rocketmq.v2.EndTransactionResponse.$Properties} message EndTransactionResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EndTransactionResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EndTransactionResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.EndTransactionResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.EndTransactionResponse & apache.rocketmq.v2.EndTransactionResponse.$Shape} EndTransactionResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EndTransactionResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.EndTransactionResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EndTransactionResponse;
            })();

            v2.PrintThreadStackTraceCommand = (function() {

                /**
                 * Properties of a PrintThreadStackTraceCommand.
                 * @typedef {Object} apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties
                 * @property {string|null} [nonce] PrintThreadStackTraceCommand nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PrintThreadStackTraceCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface IPrintThreadStackTraceCommand
                 * @augments apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties instead.
                 */

                /**
                 * Shape of a PrintThreadStackTraceCommand.
                 * @typedef {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties} apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape
                 */

                /**
                 * Constructs a new PrintThreadStackTraceCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a PrintThreadStackTraceCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PrintThreadStackTraceCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PrintThreadStackTraceCommand nonce.
                 * @member {string} nonce
                 * @memberof apache.rocketmq.v2.PrintThreadStackTraceCommand
                 * @instance
                 */
                PrintThreadStackTraceCommand.prototype.nonce = "";

                /**
                 * Creates a new PrintThreadStackTraceCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.PrintThreadStackTraceCommand
                 * @static
                 * @param {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.PrintThreadStackTraceCommand} PrintThreadStackTraceCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape): apache.rocketmq.v2.PrintThreadStackTraceCommand & apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties): apache.rocketmq.v2.PrintThreadStackTraceCommand;
                 * }}
                 */
                PrintThreadStackTraceCommand.create = function(properties) {
                    return new PrintThreadStackTraceCommand(properties);
                };

                /**
                 * Encodes the specified PrintThreadStackTraceCommand message. Does not implicitly {@link apache.rocketmq.v2.PrintThreadStackTraceCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.PrintThreadStackTraceCommand
                 * @static
                 * @param {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties} message PrintThreadStackTraceCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PrintThreadStackTraceCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PrintThreadStackTraceCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.PrintThreadStackTraceCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PrintThreadStackTraceCommand & apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape} PrintThreadStackTraceCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PrintThreadStackTraceCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.PrintThreadStackTraceCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PrintThreadStackTraceCommand;
            })();

            v2.ReconnectEndpointsCommand = (function() {

                /**
                 * Properties of a ReconnectEndpointsCommand.
                 * @typedef {Object} apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties
                 * @property {string|null} [nonce] ReconnectEndpointsCommand nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReconnectEndpointsCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface IReconnectEndpointsCommand
                 * @augments apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties instead.
                 */

                /**
                 * Shape of a ReconnectEndpointsCommand.
                 * @typedef {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties} apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape
                 */

                /**
                 * Constructs a new ReconnectEndpointsCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ReconnectEndpointsCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReconnectEndpointsCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReconnectEndpointsCommand nonce.
                 * @member {string} nonce
                 * @memberof apache.rocketmq.v2.ReconnectEndpointsCommand
                 * @instance
                 */
                ReconnectEndpointsCommand.prototype.nonce = "";

                /**
                 * Creates a new ReconnectEndpointsCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ReconnectEndpointsCommand
                 * @static
                 * @param {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ReconnectEndpointsCommand} ReconnectEndpointsCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape): apache.rocketmq.v2.ReconnectEndpointsCommand & apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties): apache.rocketmq.v2.ReconnectEndpointsCommand;
                 * }}
                 */
                ReconnectEndpointsCommand.create = function(properties) {
                    return new ReconnectEndpointsCommand(properties);
                };

                /**
                 * Encodes the specified ReconnectEndpointsCommand message. Does not implicitly {@link apache.rocketmq.v2.ReconnectEndpointsCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ReconnectEndpointsCommand
                 * @static
                 * @param {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties} message ReconnectEndpointsCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReconnectEndpointsCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReconnectEndpointsCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ReconnectEndpointsCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ReconnectEndpointsCommand & apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape} ReconnectEndpointsCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReconnectEndpointsCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ReconnectEndpointsCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReconnectEndpointsCommand;
            })();

            v2.ThreadStackTrace = (function() {

                /**
                 * Properties of a ThreadStackTrace.
                 * @typedef {Object} apache.rocketmq.v2.ThreadStackTrace.$Properties
                 * @property {string|null} [nonce] ThreadStackTrace nonce
                 * @property {string|null} [threadStackTrace] ThreadStackTrace threadStackTrace
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ThreadStackTrace.
                 * @memberof apache.rocketmq.v2
                 * @interface IThreadStackTrace
                 * @augments apache.rocketmq.v2.ThreadStackTrace.$Properties
                 * @deprecated Use apache.rocketmq.v2.ThreadStackTrace.$Properties instead.
                 */

                /**
                 * Shape of a ThreadStackTrace.
                 * @typedef {apache.rocketmq.v2.ThreadStackTrace.$Properties} apache.rocketmq.v2.ThreadStackTrace.$Shape
                 */

                /**
                 * Constructs a new ThreadStackTrace.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ThreadStackTrace.
                 * @constructor
                 * @param {apache.rocketmq.v2.ThreadStackTrace.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ThreadStackTrace = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ThreadStackTrace nonce.
                 * @member {string} nonce
                 * @memberof apache.rocketmq.v2.ThreadStackTrace
                 * @instance
                 */
                ThreadStackTrace.prototype.nonce = "";

                /**
                 * ThreadStackTrace threadStackTrace.
                 * @member {string|null|undefined} threadStackTrace
                 * @memberof apache.rocketmq.v2.ThreadStackTrace
                 * @instance
                 */
                ThreadStackTrace.prototype.threadStackTrace = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ThreadStackTrace.prototype, "_threadStackTrace", {
                    get: $util.oneOfGetter($oneOfFields = ["threadStackTrace"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ThreadStackTrace instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ThreadStackTrace
                 * @static
                 * @param {apache.rocketmq.v2.ThreadStackTrace.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ThreadStackTrace} ThreadStackTrace instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ThreadStackTrace.$Shape): apache.rocketmq.v2.ThreadStackTrace & apache.rocketmq.v2.ThreadStackTrace.$Shape;
                 *   (properties?: apache.rocketmq.v2.ThreadStackTrace.$Properties): apache.rocketmq.v2.ThreadStackTrace;
                 * }}
                 */
                ThreadStackTrace.create = function(properties) {
                    return new ThreadStackTrace(properties);
                };

                /**
                 * Encodes the specified ThreadStackTrace message. Does not implicitly {@link apache.rocketmq.v2.ThreadStackTrace.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ThreadStackTrace
                 * @static
                 * @param {apache.rocketmq.v2.ThreadStackTrace.$Properties} message ThreadStackTrace message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ThreadStackTrace.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.threadStackTrace != null && $Object.hasOwnProperty.call(message, "threadStackTrace"))
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.threadStackTrace);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ThreadStackTrace message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ThreadStackTrace
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ThreadStackTrace & apache.rocketmq.v2.ThreadStackTrace.$Shape} ThreadStackTrace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ThreadStackTrace.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ThreadStackTrace();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.threadStackTrace = reader.stringVerify();
                                message._threadStackTrace = "threadStackTrace";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ThreadStackTrace;
            })();

            v2.VerifyMessageCommand = (function() {

                /**
                 * Properties of a VerifyMessageCommand.
                 * @typedef {Object} apache.rocketmq.v2.VerifyMessageCommand.$Properties
                 * @property {string|null} [nonce] VerifyMessageCommand nonce
                 * @property {apache.rocketmq.v2.Message.$Properties|null} [message] VerifyMessageCommand message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a VerifyMessageCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface IVerifyMessageCommand
                 * @augments apache.rocketmq.v2.VerifyMessageCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.VerifyMessageCommand.$Properties instead.
                 */

                /**
                 * Shape of a VerifyMessageCommand.
                 * @typedef {apache.rocketmq.v2.VerifyMessageCommand.$Properties} apache.rocketmq.v2.VerifyMessageCommand.$Shape
                 */

                /**
                 * Constructs a new VerifyMessageCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a VerifyMessageCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.VerifyMessageCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const VerifyMessageCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * VerifyMessageCommand nonce.
                 * @member {string} nonce
                 * @memberof apache.rocketmq.v2.VerifyMessageCommand
                 * @instance
                 */
                VerifyMessageCommand.prototype.nonce = "";

                /**
                 * VerifyMessageCommand message.
                 * @member {apache.rocketmq.v2.Message.$Properties|null|undefined} message
                 * @memberof apache.rocketmq.v2.VerifyMessageCommand
                 * @instance
                 */
                VerifyMessageCommand.prototype.message = null;

                /**
                 * Creates a new VerifyMessageCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.VerifyMessageCommand
                 * @static
                 * @param {apache.rocketmq.v2.VerifyMessageCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.VerifyMessageCommand} VerifyMessageCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.VerifyMessageCommand.$Shape): apache.rocketmq.v2.VerifyMessageCommand & apache.rocketmq.v2.VerifyMessageCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.VerifyMessageCommand.$Properties): apache.rocketmq.v2.VerifyMessageCommand;
                 * }}
                 */
                VerifyMessageCommand.create = function(properties) {
                    return new VerifyMessageCommand(properties);
                };

                /**
                 * Encodes the specified VerifyMessageCommand message. Does not implicitly {@link apache.rocketmq.v2.VerifyMessageCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.VerifyMessageCommand
                 * @static
                 * @param {apache.rocketmq.v2.VerifyMessageCommand.$Properties} message VerifyMessageCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                VerifyMessageCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        $root.apache.rocketmq.v2.Message.encode(message.message, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a VerifyMessageCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.VerifyMessageCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.VerifyMessageCommand & apache.rocketmq.v2.VerifyMessageCommand.$Shape} VerifyMessageCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                VerifyMessageCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.VerifyMessageCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.message = $root.apache.rocketmq.v2.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return VerifyMessageCommand;
            })();

            v2.VerifyMessageResult = (function() {

                /**
                 * Properties of a VerifyMessageResult.
                 * @typedef {Object} apache.rocketmq.v2.VerifyMessageResult.$Properties
                 * @property {string|null} [nonce] VerifyMessageResult nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a VerifyMessageResult.
                 * @memberof apache.rocketmq.v2
                 * @interface IVerifyMessageResult
                 * @augments apache.rocketmq.v2.VerifyMessageResult.$Properties
                 * @deprecated Use apache.rocketmq.v2.VerifyMessageResult.$Properties instead.
                 */

                /**
                 * Shape of a VerifyMessageResult.
                 * @typedef {apache.rocketmq.v2.VerifyMessageResult.$Properties} apache.rocketmq.v2.VerifyMessageResult.$Shape
                 */

                /**
                 * Constructs a new VerifyMessageResult.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a VerifyMessageResult.
                 * @constructor
                 * @param {apache.rocketmq.v2.VerifyMessageResult.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const VerifyMessageResult = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * VerifyMessageResult nonce.
                 * @member {string} nonce
                 * @memberof apache.rocketmq.v2.VerifyMessageResult
                 * @instance
                 */
                VerifyMessageResult.prototype.nonce = "";

                /**
                 * Creates a new VerifyMessageResult instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.VerifyMessageResult
                 * @static
                 * @param {apache.rocketmq.v2.VerifyMessageResult.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.VerifyMessageResult} VerifyMessageResult instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.VerifyMessageResult.$Shape): apache.rocketmq.v2.VerifyMessageResult & apache.rocketmq.v2.VerifyMessageResult.$Shape;
                 *   (properties?: apache.rocketmq.v2.VerifyMessageResult.$Properties): apache.rocketmq.v2.VerifyMessageResult;
                 * }}
                 */
                VerifyMessageResult.create = function(properties) {
                    return new VerifyMessageResult(properties);
                };

                /**
                 * Encodes the specified VerifyMessageResult message. Does not implicitly {@link apache.rocketmq.v2.VerifyMessageResult.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.VerifyMessageResult
                 * @static
                 * @param {apache.rocketmq.v2.VerifyMessageResult.$Properties} message VerifyMessageResult message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                VerifyMessageResult.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a VerifyMessageResult message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.VerifyMessageResult
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.VerifyMessageResult & apache.rocketmq.v2.VerifyMessageResult.$Shape} VerifyMessageResult
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                VerifyMessageResult.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.VerifyMessageResult();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return VerifyMessageResult;
            })();

            v2.RecoverOrphanedTransactionCommand = (function() {

                /**
                 * Properties of a RecoverOrphanedTransactionCommand.
                 * @typedef {Object} apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties
                 * @property {apache.rocketmq.v2.Message.$Properties|null} [message] RecoverOrphanedTransactionCommand message
                 * @property {string|null} [transactionId] RecoverOrphanedTransactionCommand transactionId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecoverOrphanedTransactionCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface IRecoverOrphanedTransactionCommand
                 * @augments apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties instead.
                 */

                /**
                 * Shape of a RecoverOrphanedTransactionCommand.
                 * @typedef {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties} apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape
                 */

                /**
                 * Constructs a new RecoverOrphanedTransactionCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a RecoverOrphanedTransactionCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecoverOrphanedTransactionCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecoverOrphanedTransactionCommand message.
                 * @member {apache.rocketmq.v2.Message.$Properties|null|undefined} message
                 * @memberof apache.rocketmq.v2.RecoverOrphanedTransactionCommand
                 * @instance
                 */
                RecoverOrphanedTransactionCommand.prototype.message = null;

                /**
                 * RecoverOrphanedTransactionCommand transactionId.
                 * @member {string} transactionId
                 * @memberof apache.rocketmq.v2.RecoverOrphanedTransactionCommand
                 * @instance
                 */
                RecoverOrphanedTransactionCommand.prototype.transactionId = "";

                /**
                 * Creates a new RecoverOrphanedTransactionCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.RecoverOrphanedTransactionCommand
                 * @static
                 * @param {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.RecoverOrphanedTransactionCommand} RecoverOrphanedTransactionCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape): apache.rocketmq.v2.RecoverOrphanedTransactionCommand & apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties): apache.rocketmq.v2.RecoverOrphanedTransactionCommand;
                 * }}
                 */
                RecoverOrphanedTransactionCommand.create = function(properties) {
                    return new RecoverOrphanedTransactionCommand(properties);
                };

                /**
                 * Encodes the specified RecoverOrphanedTransactionCommand message. Does not implicitly {@link apache.rocketmq.v2.RecoverOrphanedTransactionCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.RecoverOrphanedTransactionCommand
                 * @static
                 * @param {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties} message RecoverOrphanedTransactionCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecoverOrphanedTransactionCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        $root.apache.rocketmq.v2.Message.encode(message.message, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.transactionId != null && $Object.hasOwnProperty.call(message, "transactionId") && message.transactionId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.transactionId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecoverOrphanedTransactionCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.RecoverOrphanedTransactionCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecoverOrphanedTransactionCommand & apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape} RecoverOrphanedTransactionCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecoverOrphanedTransactionCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.RecoverOrphanedTransactionCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.message = $root.apache.rocketmq.v2.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.transactionId = value;
                                else
                                    delete message.transactionId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecoverOrphanedTransactionCommand;
            })();

            v2.NotifyUnsubscribeLiteCommand = (function() {

                /**
                 * Properties of a NotifyUnsubscribeLiteCommand.
                 * @typedef {Object} apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties
                 * @property {string|null} [liteTopic] NotifyUnsubscribeLiteCommand liteTopic
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NotifyUnsubscribeLiteCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface INotifyUnsubscribeLiteCommand
                 * @augments apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties instead.
                 */

                /**
                 * Shape of a NotifyUnsubscribeLiteCommand.
                 * @typedef {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties} apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape
                 */

                /**
                 * Constructs a new NotifyUnsubscribeLiteCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a NotifyUnsubscribeLiteCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NotifyUnsubscribeLiteCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NotifyUnsubscribeLiteCommand liteTopic.
                 * @member {string} liteTopic
                 * @memberof apache.rocketmq.v2.NotifyUnsubscribeLiteCommand
                 * @instance
                 */
                NotifyUnsubscribeLiteCommand.prototype.liteTopic = "";

                /**
                 * Creates a new NotifyUnsubscribeLiteCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.NotifyUnsubscribeLiteCommand
                 * @static
                 * @param {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand} NotifyUnsubscribeLiteCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape): apache.rocketmq.v2.NotifyUnsubscribeLiteCommand & apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties): apache.rocketmq.v2.NotifyUnsubscribeLiteCommand;
                 * }}
                 */
                NotifyUnsubscribeLiteCommand.create = function(properties) {
                    return new NotifyUnsubscribeLiteCommand(properties);
                };

                /**
                 * Encodes the specified NotifyUnsubscribeLiteCommand message. Does not implicitly {@link apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.NotifyUnsubscribeLiteCommand
                 * @static
                 * @param {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties} message NotifyUnsubscribeLiteCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NotifyUnsubscribeLiteCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.liteTopic != null && $Object.hasOwnProperty.call(message, "liteTopic") && message.liteTopic !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.liteTopic);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NotifyUnsubscribeLiteCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.NotifyUnsubscribeLiteCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand & apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape} NotifyUnsubscribeLiteCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NotifyUnsubscribeLiteCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.NotifyUnsubscribeLiteCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.liteTopic = value;
                                else
                                    delete message.liteTopic;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return NotifyUnsubscribeLiteCommand;
            })();

            v2.TelemetryCommand = (function() {

                /**
                 * Properties of a TelemetryCommand.
                 * @typedef {Object} apache.rocketmq.v2.TelemetryCommand.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] TelemetryCommand status
                 * @property {apache.rocketmq.v2.Settings.$Properties|null} [settings] TelemetryCommand settings
                 * @property {apache.rocketmq.v2.ThreadStackTrace.$Properties|null} [threadStackTrace] TelemetryCommand threadStackTrace
                 * @property {apache.rocketmq.v2.VerifyMessageResult.$Properties|null} [verifyMessageResult] TelemetryCommand verifyMessageResult
                 * @property {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties|null} [recoverOrphanedTransactionCommand] TelemetryCommand recoverOrphanedTransactionCommand
                 * @property {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties|null} [printThreadStackTraceCommand] TelemetryCommand printThreadStackTraceCommand
                 * @property {apache.rocketmq.v2.VerifyMessageCommand.$Properties|null} [verifyMessageCommand] TelemetryCommand verifyMessageCommand
                 * @property {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties|null} [reconnectEndpointsCommand] TelemetryCommand reconnectEndpointsCommand
                 * @property {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties|null} [notifyUnsubscribeLiteCommand] TelemetryCommand notifyUnsubscribeLiteCommand
                 * @property {"settings"|"threadStackTrace"|"verifyMessageResult"|"recoverOrphanedTransactionCommand"|"printThreadStackTraceCommand"|"verifyMessageCommand"|"reconnectEndpointsCommand"|"notifyUnsubscribeLiteCommand"} [command] TelemetryCommand command
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TelemetryCommand.
                 * @memberof apache.rocketmq.v2
                 * @interface ITelemetryCommand
                 * @augments apache.rocketmq.v2.TelemetryCommand.$Properties
                 * @deprecated Use apache.rocketmq.v2.TelemetryCommand.$Properties instead.
                 */

                /**
                 * Narrowed shape of a TelemetryCommand.
                 * @typedef {{
                 *   status?: apache.rocketmq.v2.Status.$Shape|null;
                 *   settings?: apache.rocketmq.v2.Settings.$Shape|null;
                 *   threadStackTrace?: apache.rocketmq.v2.ThreadStackTrace.$Shape|null;
                 *   verifyMessageResult?: apache.rocketmq.v2.VerifyMessageResult.$Shape|null;
                 *   recoverOrphanedTransactionCommand?: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape|null;
                 *   printThreadStackTraceCommand?: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape|null;
                 *   verifyMessageCommand?: apache.rocketmq.v2.VerifyMessageCommand.$Shape|null;
                 *   reconnectEndpointsCommand?: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape|null;
                 *   notifyUnsubscribeLiteCommand?: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ command?: undefined; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "settings"; settings: apache.rocketmq.v2.Settings.$Shape; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "threadStackTrace"; settings?: null; threadStackTrace: apache.rocketmq.v2.ThreadStackTrace.$Shape; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "verifyMessageResult"; settings?: null; threadStackTrace?: null; verifyMessageResult: apache.rocketmq.v2.VerifyMessageResult.$Shape; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "recoverOrphanedTransactionCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand: apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Shape; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "printThreadStackTraceCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand: apache.rocketmq.v2.PrintThreadStackTraceCommand.$Shape; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "verifyMessageCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand: apache.rocketmq.v2.VerifyMessageCommand.$Shape; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand?: null }|{ command?: "reconnectEndpointsCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand: apache.rocketmq.v2.ReconnectEndpointsCommand.$Shape; notifyUnsubscribeLiteCommand?: null }|{ command?: "notifyUnsubscribeLiteCommand"; settings?: null; threadStackTrace?: null; verifyMessageResult?: null; recoverOrphanedTransactionCommand?: null; printThreadStackTraceCommand?: null; verifyMessageCommand?: null; reconnectEndpointsCommand?: null; notifyUnsubscribeLiteCommand: apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Shape })
                 * )} apache.rocketmq.v2.TelemetryCommand.$Shape
                 */

                /**
                 * Constructs a new TelemetryCommand.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a TelemetryCommand.
                 * @constructor
                 * @param {apache.rocketmq.v2.TelemetryCommand.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TelemetryCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TelemetryCommand status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.status = null;

                /**
                 * TelemetryCommand settings.
                 * @member {apache.rocketmq.v2.Settings.$Properties|null|undefined} settings
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.settings = null;

                /**
                 * TelemetryCommand threadStackTrace.
                 * @member {apache.rocketmq.v2.ThreadStackTrace.$Properties|null|undefined} threadStackTrace
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.threadStackTrace = null;

                /**
                 * TelemetryCommand verifyMessageResult.
                 * @member {apache.rocketmq.v2.VerifyMessageResult.$Properties|null|undefined} verifyMessageResult
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.verifyMessageResult = null;

                /**
                 * TelemetryCommand recoverOrphanedTransactionCommand.
                 * @member {apache.rocketmq.v2.RecoverOrphanedTransactionCommand.$Properties|null|undefined} recoverOrphanedTransactionCommand
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.recoverOrphanedTransactionCommand = null;

                /**
                 * TelemetryCommand printThreadStackTraceCommand.
                 * @member {apache.rocketmq.v2.PrintThreadStackTraceCommand.$Properties|null|undefined} printThreadStackTraceCommand
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.printThreadStackTraceCommand = null;

                /**
                 * TelemetryCommand verifyMessageCommand.
                 * @member {apache.rocketmq.v2.VerifyMessageCommand.$Properties|null|undefined} verifyMessageCommand
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.verifyMessageCommand = null;

                /**
                 * TelemetryCommand reconnectEndpointsCommand.
                 * @member {apache.rocketmq.v2.ReconnectEndpointsCommand.$Properties|null|undefined} reconnectEndpointsCommand
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.reconnectEndpointsCommand = null;

                /**
                 * TelemetryCommand notifyUnsubscribeLiteCommand.
                 * @member {apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.$Properties|null|undefined} notifyUnsubscribeLiteCommand
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                TelemetryCommand.prototype.notifyUnsubscribeLiteCommand = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TelemetryCommand.prototype, "_status", {
                    get: $util.oneOfGetter($oneOfFields = ["status"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * TelemetryCommand command.
                 * @member {"settings"|"threadStackTrace"|"verifyMessageResult"|"recoverOrphanedTransactionCommand"|"printThreadStackTraceCommand"|"verifyMessageCommand"|"reconnectEndpointsCommand"|"notifyUnsubscribeLiteCommand"|undefined} command
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @instance
                 */
                $Object.defineProperty(TelemetryCommand.prototype, "command", {
                    get: $util.oneOfGetter($oneOfFields = ["settings", "threadStackTrace", "verifyMessageResult", "recoverOrphanedTransactionCommand", "printThreadStackTraceCommand", "verifyMessageCommand", "reconnectEndpointsCommand", "notifyUnsubscribeLiteCommand"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TelemetryCommand instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @static
                 * @param {apache.rocketmq.v2.TelemetryCommand.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.TelemetryCommand} TelemetryCommand instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.TelemetryCommand.$Shape): apache.rocketmq.v2.TelemetryCommand & apache.rocketmq.v2.TelemetryCommand.$Shape;
                 *   (properties?: apache.rocketmq.v2.TelemetryCommand.$Properties): apache.rocketmq.v2.TelemetryCommand;
                 * }}
                 */
                TelemetryCommand.create = function(properties) {
                    return new TelemetryCommand(properties);
                };

                /**
                 * Encodes the specified TelemetryCommand message. Does not implicitly {@link apache.rocketmq.v2.TelemetryCommand.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @static
                 * @param {apache.rocketmq.v2.TelemetryCommand.$Properties} message TelemetryCommand message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TelemetryCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.settings != null && $Object.hasOwnProperty.call(message, "settings"))
                        $root.apache.rocketmq.v2.Settings.encode(message.settings, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.threadStackTrace != null && $Object.hasOwnProperty.call(message, "threadStackTrace"))
                        $root.apache.rocketmq.v2.ThreadStackTrace.encode(message.threadStackTrace, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.verifyMessageResult != null && $Object.hasOwnProperty.call(message, "verifyMessageResult"))
                        $root.apache.rocketmq.v2.VerifyMessageResult.encode(message.verifyMessageResult, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.recoverOrphanedTransactionCommand != null && $Object.hasOwnProperty.call(message, "recoverOrphanedTransactionCommand"))
                        $root.apache.rocketmq.v2.RecoverOrphanedTransactionCommand.encode(message.recoverOrphanedTransactionCommand, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.printThreadStackTraceCommand != null && $Object.hasOwnProperty.call(message, "printThreadStackTraceCommand"))
                        $root.apache.rocketmq.v2.PrintThreadStackTraceCommand.encode(message.printThreadStackTraceCommand, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.verifyMessageCommand != null && $Object.hasOwnProperty.call(message, "verifyMessageCommand"))
                        $root.apache.rocketmq.v2.VerifyMessageCommand.encode(message.verifyMessageCommand, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.reconnectEndpointsCommand != null && $Object.hasOwnProperty.call(message, "reconnectEndpointsCommand"))
                        $root.apache.rocketmq.v2.ReconnectEndpointsCommand.encode(message.reconnectEndpointsCommand, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.notifyUnsubscribeLiteCommand != null && $Object.hasOwnProperty.call(message, "notifyUnsubscribeLiteCommand"))
                        $root.apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.encode(message.notifyUnsubscribeLiteCommand, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TelemetryCommand message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.TelemetryCommand
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.TelemetryCommand & apache.rocketmq.v2.TelemetryCommand.$Shape} TelemetryCommand
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TelemetryCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.TelemetryCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                message._status = "status";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.settings = $root.apache.rocketmq.v2.Settings.decode(reader, reader.size(), $undefined, _depth + 1, message.settings);
                                message.command = "settings";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.threadStackTrace = $root.apache.rocketmq.v2.ThreadStackTrace.decode(reader, reader.size(), $undefined, _depth + 1, message.threadStackTrace);
                                message.command = "threadStackTrace";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.verifyMessageResult = $root.apache.rocketmq.v2.VerifyMessageResult.decode(reader, reader.size(), $undefined, _depth + 1, message.verifyMessageResult);
                                message.command = "verifyMessageResult";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.recoverOrphanedTransactionCommand = $root.apache.rocketmq.v2.RecoverOrphanedTransactionCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.recoverOrphanedTransactionCommand);
                                message.command = "recoverOrphanedTransactionCommand";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.printThreadStackTraceCommand = $root.apache.rocketmq.v2.PrintThreadStackTraceCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.printThreadStackTraceCommand);
                                message.command = "printThreadStackTraceCommand";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.verifyMessageCommand = $root.apache.rocketmq.v2.VerifyMessageCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.verifyMessageCommand);
                                message.command = "verifyMessageCommand";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.reconnectEndpointsCommand = $root.apache.rocketmq.v2.ReconnectEndpointsCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.reconnectEndpointsCommand);
                                message.command = "reconnectEndpointsCommand";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.notifyUnsubscribeLiteCommand = $root.apache.rocketmq.v2.NotifyUnsubscribeLiteCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.notifyUnsubscribeLiteCommand);
                                message.command = "notifyUnsubscribeLiteCommand";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return TelemetryCommand;
            })();

            v2.NotifyClientTerminationRequest = (function() {

                /**
                 * Properties of a NotifyClientTerminationRequest.
                 * @typedef {Object} apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] NotifyClientTerminationRequest group
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NotifyClientTerminationRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface INotifyClientTerminationRequest
                 * @augments apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties instead.
                 */

                /**
                 * Shape of a NotifyClientTerminationRequest.
                 * @typedef {apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties} apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape
                 */

                /**
                 * Constructs a new NotifyClientTerminationRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a NotifyClientTerminationRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NotifyClientTerminationRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NotifyClientTerminationRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationRequest
                 * @instance
                 */
                NotifyClientTerminationRequest.prototype.group = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(NotifyClientTerminationRequest.prototype, "_group", {
                    get: $util.oneOfGetter($oneOfFields = ["group"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new NotifyClientTerminationRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationRequest
                 * @static
                 * @param {apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationRequest} NotifyClientTerminationRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape): apache.rocketmq.v2.NotifyClientTerminationRequest & apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties): apache.rocketmq.v2.NotifyClientTerminationRequest;
                 * }}
                 */
                NotifyClientTerminationRequest.create = function(properties) {
                    return new NotifyClientTerminationRequest(properties);
                };

                /**
                 * Encodes the specified NotifyClientTerminationRequest message. Does not implicitly {@link apache.rocketmq.v2.NotifyClientTerminationRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationRequest
                 * @static
                 * @param {apache.rocketmq.v2.NotifyClientTerminationRequest.$Properties} message NotifyClientTerminationRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NotifyClientTerminationRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NotifyClientTerminationRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationRequest & apache.rocketmq.v2.NotifyClientTerminationRequest.$Shape} NotifyClientTerminationRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NotifyClientTerminationRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.NotifyClientTerminationRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                message._group = "group";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return NotifyClientTerminationRequest;
            })();

            v2.NotifyClientTerminationResponse = (function() {

                /**
                 * Properties of a NotifyClientTerminationResponse.
                 * @typedef {Object} apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] NotifyClientTerminationResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NotifyClientTerminationResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface INotifyClientTerminationResponse
                 * @augments apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties instead.
                 */

                /**
                 * Shape of a NotifyClientTerminationResponse.
                 * @typedef {apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties} apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape
                 */

                /**
                 * Constructs a new NotifyClientTerminationResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a NotifyClientTerminationResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NotifyClientTerminationResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NotifyClientTerminationResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationResponse
                 * @instance
                 */
                NotifyClientTerminationResponse.prototype.status = null;

                /**
                 * Creates a new NotifyClientTerminationResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationResponse
                 * @static
                 * @param {apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationResponse} NotifyClientTerminationResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape): apache.rocketmq.v2.NotifyClientTerminationResponse & apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties): apache.rocketmq.v2.NotifyClientTerminationResponse;
                 * }}
                 */
                NotifyClientTerminationResponse.create = function(properties) {
                    return new NotifyClientTerminationResponse(properties);
                };

                /**
                 * Encodes the specified NotifyClientTerminationResponse message. Does not implicitly {@link apache.rocketmq.v2.NotifyClientTerminationResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationResponse
                 * @static
                 * @param {apache.rocketmq.v2.NotifyClientTerminationResponse.$Properties} message NotifyClientTerminationResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NotifyClientTerminationResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NotifyClientTerminationResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.NotifyClientTerminationResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.NotifyClientTerminationResponse & apache.rocketmq.v2.NotifyClientTerminationResponse.$Shape} NotifyClientTerminationResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NotifyClientTerminationResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.NotifyClientTerminationResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return NotifyClientTerminationResponse;
            })();

            v2.ChangeInvisibleDurationRequest = (function() {

                /**
                 * Properties of a ChangeInvisibleDurationRequest.
                 * @typedef {Object} apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] ChangeInvisibleDurationRequest group
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] ChangeInvisibleDurationRequest topic
                 * @property {string|null} [receiptHandle] ChangeInvisibleDurationRequest receiptHandle
                 * @property {google.protobuf.Duration.$Properties|null} [invisibleDuration] ChangeInvisibleDurationRequest invisibleDuration
                 * @property {string|null} [messageId] ChangeInvisibleDurationRequest messageId
                 * @property {string|null} [liteTopic] ChangeInvisibleDurationRequest liteTopic
                 * @property {boolean|null} [suspend] ChangeInvisibleDurationRequest suspend
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChangeInvisibleDurationRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IChangeInvisibleDurationRequest
                 * @augments apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties instead.
                 */

                /**
                 * Shape of a ChangeInvisibleDurationRequest.
                 * @typedef {apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties} apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape
                 */

                /**
                 * Constructs a new ChangeInvisibleDurationRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ChangeInvisibleDurationRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChangeInvisibleDurationRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChangeInvisibleDurationRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.group = null;

                /**
                 * ChangeInvisibleDurationRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.topic = null;

                /**
                 * ChangeInvisibleDurationRequest receiptHandle.
                 * @member {string} receiptHandle
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.receiptHandle = "";

                /**
                 * ChangeInvisibleDurationRequest invisibleDuration.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} invisibleDuration
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.invisibleDuration = null;

                /**
                 * ChangeInvisibleDurationRequest messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.messageId = "";

                /**
                 * ChangeInvisibleDurationRequest liteTopic.
                 * @member {string|null|undefined} liteTopic
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.liteTopic = null;

                /**
                 * ChangeInvisibleDurationRequest suspend.
                 * @member {boolean|null|undefined} suspend
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @instance
                 */
                ChangeInvisibleDurationRequest.prototype.suspend = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ChangeInvisibleDurationRequest.prototype, "_liteTopic", {
                    get: $util.oneOfGetter($oneOfFields = ["liteTopic"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(ChangeInvisibleDurationRequest.prototype, "_suspend", {
                    get: $util.oneOfGetter($oneOfFields = ["suspend"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ChangeInvisibleDurationRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @static
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationRequest} ChangeInvisibleDurationRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape): apache.rocketmq.v2.ChangeInvisibleDurationRequest & apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties): apache.rocketmq.v2.ChangeInvisibleDurationRequest;
                 * }}
                 */
                ChangeInvisibleDurationRequest.create = function(properties) {
                    return new ChangeInvisibleDurationRequest(properties);
                };

                /**
                 * Encodes the specified ChangeInvisibleDurationRequest message. Does not implicitly {@link apache.rocketmq.v2.ChangeInvisibleDurationRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @static
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Properties} message ChangeInvisibleDurationRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChangeInvisibleDurationRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle") && message.receiptHandle !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.receiptHandle);
                    if (message.invisibleDuration != null && $Object.hasOwnProperty.call(message, "invisibleDuration"))
                        $root.google.protobuf.Duration.encode(message.invisibleDuration, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.messageId);
                    if (message.liteTopic != null && $Object.hasOwnProperty.call(message, "liteTopic"))
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.liteTopic);
                    if (message.suspend != null && $Object.hasOwnProperty.call(message, "suspend"))
                        writer.uint32(/* id 7, wireType 0 =*/56).bool(message.suspend);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChangeInvisibleDurationRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationRequest & apache.rocketmq.v2.ChangeInvisibleDurationRequest.$Shape} ChangeInvisibleDurationRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChangeInvisibleDurationRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ChangeInvisibleDurationRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.receiptHandle = value;
                                else
                                    delete message.receiptHandle;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.invisibleDuration = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.invisibleDuration);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.liteTopic = reader.stringVerify();
                                message._liteTopic = "liteTopic";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                message.suspend = reader.bool();
                                message._suspend = "suspend";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ChangeInvisibleDurationRequest;
            })();

            v2.ChangeInvisibleDurationResponse = (function() {

                /**
                 * Properties of a ChangeInvisibleDurationResponse.
                 * @typedef {Object} apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] ChangeInvisibleDurationResponse status
                 * @property {string|null} [receiptHandle] ChangeInvisibleDurationResponse receiptHandle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChangeInvisibleDurationResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IChangeInvisibleDurationResponse
                 * @augments apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties instead.
                 */

                /**
                 * Shape of a ChangeInvisibleDurationResponse.
                 * @typedef {apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties} apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape
                 */

                /**
                 * Constructs a new ChangeInvisibleDurationResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ChangeInvisibleDurationResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChangeInvisibleDurationResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChangeInvisibleDurationResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationResponse
                 * @instance
                 */
                ChangeInvisibleDurationResponse.prototype.status = null;

                /**
                 * ChangeInvisibleDurationResponse receiptHandle.
                 * @member {string} receiptHandle
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationResponse
                 * @instance
                 */
                ChangeInvisibleDurationResponse.prototype.receiptHandle = "";

                /**
                 * Creates a new ChangeInvisibleDurationResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationResponse
                 * @static
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationResponse} ChangeInvisibleDurationResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape): apache.rocketmq.v2.ChangeInvisibleDurationResponse & apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties): apache.rocketmq.v2.ChangeInvisibleDurationResponse;
                 * }}
                 */
                ChangeInvisibleDurationResponse.create = function(properties) {
                    return new ChangeInvisibleDurationResponse(properties);
                };

                /**
                 * Encodes the specified ChangeInvisibleDurationResponse message. Does not implicitly {@link apache.rocketmq.v2.ChangeInvisibleDurationResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationResponse
                 * @static
                 * @param {apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Properties} message ChangeInvisibleDurationResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChangeInvisibleDurationResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.receiptHandle != null && $Object.hasOwnProperty.call(message, "receiptHandle") && message.receiptHandle !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.receiptHandle);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChangeInvisibleDurationResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ChangeInvisibleDurationResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeInvisibleDurationResponse & apache.rocketmq.v2.ChangeInvisibleDurationResponse.$Shape} ChangeInvisibleDurationResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChangeInvisibleDurationResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ChangeInvisibleDurationResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.receiptHandle = value;
                                else
                                    delete message.receiptHandle;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ChangeInvisibleDurationResponse;
            })();

            v2.PullMessageRequest = (function() {

                /**
                 * Properties of a PullMessageRequest.
                 * @typedef {Object} apache.rocketmq.v2.PullMessageRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] PullMessageRequest group
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] PullMessageRequest messageQueue
                 * @property {number|Long|null} [offset] PullMessageRequest offset
                 * @property {number|null} [batchSize] PullMessageRequest batchSize
                 * @property {apache.rocketmq.v2.FilterExpression.$Properties|null} [filterExpression] PullMessageRequest filterExpression
                 * @property {google.protobuf.Duration.$Properties|null} [longPollingTimeout] PullMessageRequest longPollingTimeout
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PullMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IPullMessageRequest
                 * @augments apache.rocketmq.v2.PullMessageRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.PullMessageRequest.$Properties instead.
                 */

                /**
                 * Shape of a PullMessageRequest.
                 * @typedef {apache.rocketmq.v2.PullMessageRequest.$Properties} apache.rocketmq.v2.PullMessageRequest.$Shape
                 */

                /**
                 * Constructs a new PullMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a PullMessageRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.PullMessageRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PullMessageRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PullMessageRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.group = null;

                /**
                 * PullMessageRequest messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.messageQueue = null;

                /**
                 * PullMessageRequest offset.
                 * @member {number|Long} offset
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * PullMessageRequest batchSize.
                 * @member {number} batchSize
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.batchSize = 0;

                /**
                 * PullMessageRequest filterExpression.
                 * @member {apache.rocketmq.v2.FilterExpression.$Properties|null|undefined} filterExpression
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.filterExpression = null;

                /**
                 * PullMessageRequest longPollingTimeout.
                 * @member {google.protobuf.Duration.$Properties|null|undefined} longPollingTimeout
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @instance
                 */
                PullMessageRequest.prototype.longPollingTimeout = null;

                /**
                 * Creates a new PullMessageRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.PullMessageRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.PullMessageRequest} PullMessageRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.PullMessageRequest.$Shape): apache.rocketmq.v2.PullMessageRequest & apache.rocketmq.v2.PullMessageRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.PullMessageRequest.$Properties): apache.rocketmq.v2.PullMessageRequest;
                 * }}
                 */
                PullMessageRequest.create = function(properties) {
                    return new PullMessageRequest(properties);
                };

                /**
                 * Encodes the specified PullMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.PullMessageRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.PullMessageRequest.$Properties} message PullMessageRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PullMessageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).int64(message.offset);
                    if (message.batchSize != null && $Object.hasOwnProperty.call(message, "batchSize") && message.batchSize !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.batchSize);
                    if (message.filterExpression != null && $Object.hasOwnProperty.call(message, "filterExpression"))
                        $root.apache.rocketmq.v2.FilterExpression.encode(message.filterExpression, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.longPollingTimeout != null && $Object.hasOwnProperty.call(message, "longPollingTimeout"))
                        $root.google.protobuf.Duration.encode(message.longPollingTimeout, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PullMessageRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.PullMessageRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PullMessageRequest & apache.rocketmq.v2.PullMessageRequest.$Shape} PullMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PullMessageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.PullMessageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.batchSize = value;
                                else
                                    delete message.batchSize;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.filterExpression = $root.apache.rocketmq.v2.FilterExpression.decode(reader, reader.size(), $undefined, _depth + 1, message.filterExpression);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.longPollingTimeout = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.longPollingTimeout);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PullMessageRequest;
            })();

            v2.PullMessageResponse = (function() {

                /**
                 * Properties of a PullMessageResponse.
                 * @typedef {Object} apache.rocketmq.v2.PullMessageResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] PullMessageResponse status
                 * @property {apache.rocketmq.v2.Message.$Properties|null} [message] PullMessageResponse message
                 * @property {number|Long|null} [nextOffset] PullMessageResponse nextOffset
                 * @property {"status"|"message"|"nextOffset"} [content] PullMessageResponse content
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PullMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IPullMessageResponse
                 * @augments apache.rocketmq.v2.PullMessageResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.PullMessageResponse.$Properties instead.
                 */

                /**
                 * Narrowed shape of a PullMessageResponse.
                 * @typedef {{
                 *   status?: apache.rocketmq.v2.Status.$Shape|null;
                 *   message?: apache.rocketmq.v2.Message.$Shape|null;
                 *   nextOffset?: number|Long|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ content?: undefined; status?: null; message?: null; nextOffset?: null }|{ content?: "status"; status: apache.rocketmq.v2.Status.$Shape; message?: null; nextOffset?: null }|{ content?: "message"; status?: null; message: apache.rocketmq.v2.Message.$Shape; nextOffset?: null }|{ content?: "nextOffset"; status?: null; message?: null; nextOffset: number|Long })
                 * )} apache.rocketmq.v2.PullMessageResponse.$Shape
                 */

                /**
                 * Constructs a new PullMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a PullMessageResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.PullMessageResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PullMessageResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PullMessageResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @instance
                 */
                PullMessageResponse.prototype.status = null;

                /**
                 * PullMessageResponse message.
                 * @member {apache.rocketmq.v2.Message.$Properties|null|undefined} message
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @instance
                 */
                PullMessageResponse.prototype.message = null;

                /**
                 * PullMessageResponse nextOffset.
                 * @member {number|Long|null|undefined} nextOffset
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @instance
                 */
                PullMessageResponse.prototype.nextOffset = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * PullMessageResponse content.
                 * @member {"status"|"message"|"nextOffset"|undefined} content
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @instance
                 */
                $Object.defineProperty(PullMessageResponse.prototype, "content", {
                    get: $util.oneOfGetter($oneOfFields = ["status", "message", "nextOffset"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new PullMessageResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.PullMessageResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.PullMessageResponse} PullMessageResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.PullMessageResponse.$Shape): apache.rocketmq.v2.PullMessageResponse & apache.rocketmq.v2.PullMessageResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.PullMessageResponse.$Properties): apache.rocketmq.v2.PullMessageResponse;
                 * }}
                 */
                PullMessageResponse.create = function(properties) {
                    return new PullMessageResponse(properties);
                };

                /**
                 * Encodes the specified PullMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.PullMessageResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.PullMessageResponse.$Properties} message PullMessageResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PullMessageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        $root.apache.rocketmq.v2.Message.encode(message.message, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.nextOffset != null && $Object.hasOwnProperty.call(message, "nextOffset"))
                        writer.uint32(/* id 3, wireType 0 =*/24).int64(message.nextOffset);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PullMessageResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.PullMessageResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.PullMessageResponse & apache.rocketmq.v2.PullMessageResponse.$Shape} PullMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PullMessageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.PullMessageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                message.content = "status";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.message = $root.apache.rocketmq.v2.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                                message.content = "message";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.nextOffset = reader.int64();
                                message.content = "nextOffset";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PullMessageResponse;
            })();

            v2.UpdateOffsetRequest = (function() {

                /**
                 * Properties of an UpdateOffsetRequest.
                 * @typedef {Object} apache.rocketmq.v2.UpdateOffsetRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] UpdateOffsetRequest group
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] UpdateOffsetRequest messageQueue
                 * @property {number|Long|null} [offset] UpdateOffsetRequest offset
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an UpdateOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IUpdateOffsetRequest
                 * @augments apache.rocketmq.v2.UpdateOffsetRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.UpdateOffsetRequest.$Properties instead.
                 */

                /**
                 * Shape of an UpdateOffsetRequest.
                 * @typedef {apache.rocketmq.v2.UpdateOffsetRequest.$Properties} apache.rocketmq.v2.UpdateOffsetRequest.$Shape
                 */

                /**
                 * Constructs a new UpdateOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an UpdateOffsetRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.UpdateOffsetRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UpdateOffsetRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UpdateOffsetRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @instance
                 */
                UpdateOffsetRequest.prototype.group = null;

                /**
                 * UpdateOffsetRequest messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @instance
                 */
                UpdateOffsetRequest.prototype.messageQueue = null;

                /**
                 * UpdateOffsetRequest offset.
                 * @member {number|Long} offset
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @instance
                 */
                UpdateOffsetRequest.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Creates a new UpdateOffsetRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.UpdateOffsetRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.UpdateOffsetRequest} UpdateOffsetRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.UpdateOffsetRequest.$Shape): apache.rocketmq.v2.UpdateOffsetRequest & apache.rocketmq.v2.UpdateOffsetRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.UpdateOffsetRequest.$Properties): apache.rocketmq.v2.UpdateOffsetRequest;
                 * }}
                 */
                UpdateOffsetRequest.create = function(properties) {
                    return new UpdateOffsetRequest(properties);
                };

                /**
                 * Encodes the specified UpdateOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.UpdateOffsetRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.UpdateOffsetRequest.$Properties} message UpdateOffsetRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UpdateOffsetRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).int64(message.offset);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an UpdateOffsetRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.UpdateOffsetRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UpdateOffsetRequest & apache.rocketmq.v2.UpdateOffsetRequest.$Shape} UpdateOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UpdateOffsetRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.UpdateOffsetRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return UpdateOffsetRequest;
            })();

            v2.UpdateOffsetResponse = (function() {

                /**
                 * Properties of an UpdateOffsetResponse.
                 * @typedef {Object} apache.rocketmq.v2.UpdateOffsetResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] UpdateOffsetResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an UpdateOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IUpdateOffsetResponse
                 * @augments apache.rocketmq.v2.UpdateOffsetResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.UpdateOffsetResponse.$Properties instead.
                 */

                /**
                 * Shape of an UpdateOffsetResponse.
                 * @typedef {apache.rocketmq.v2.UpdateOffsetResponse.$Properties} apache.rocketmq.v2.UpdateOffsetResponse.$Shape
                 */

                /**
                 * Constructs a new UpdateOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents an UpdateOffsetResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.UpdateOffsetResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UpdateOffsetResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UpdateOffsetResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.UpdateOffsetResponse
                 * @instance
                 */
                UpdateOffsetResponse.prototype.status = null;

                /**
                 * Creates a new UpdateOffsetResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.UpdateOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.UpdateOffsetResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.UpdateOffsetResponse} UpdateOffsetResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.UpdateOffsetResponse.$Shape): apache.rocketmq.v2.UpdateOffsetResponse & apache.rocketmq.v2.UpdateOffsetResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.UpdateOffsetResponse.$Properties): apache.rocketmq.v2.UpdateOffsetResponse;
                 * }}
                 */
                UpdateOffsetResponse.create = function(properties) {
                    return new UpdateOffsetResponse(properties);
                };

                /**
                 * Encodes the specified UpdateOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.UpdateOffsetResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.UpdateOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.UpdateOffsetResponse.$Properties} message UpdateOffsetResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UpdateOffsetResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an UpdateOffsetResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.UpdateOffsetResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.UpdateOffsetResponse & apache.rocketmq.v2.UpdateOffsetResponse.$Shape} UpdateOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UpdateOffsetResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.UpdateOffsetResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return UpdateOffsetResponse;
            })();

            v2.GetOffsetRequest = (function() {

                /**
                 * Properties of a GetOffsetRequest.
                 * @typedef {Object} apache.rocketmq.v2.GetOffsetRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] GetOffsetRequest group
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] GetOffsetRequest messageQueue
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IGetOffsetRequest
                 * @augments apache.rocketmq.v2.GetOffsetRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.GetOffsetRequest.$Properties instead.
                 */

                /**
                 * Shape of a GetOffsetRequest.
                 * @typedef {apache.rocketmq.v2.GetOffsetRequest.$Properties} apache.rocketmq.v2.GetOffsetRequest.$Shape
                 */

                /**
                 * Constructs a new GetOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a GetOffsetRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.GetOffsetRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetOffsetRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetOffsetRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.GetOffsetRequest
                 * @instance
                 */
                GetOffsetRequest.prototype.group = null;

                /**
                 * GetOffsetRequest messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.GetOffsetRequest
                 * @instance
                 */
                GetOffsetRequest.prototype.messageQueue = null;

                /**
                 * Creates a new GetOffsetRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.GetOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.GetOffsetRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.GetOffsetRequest} GetOffsetRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.GetOffsetRequest.$Shape): apache.rocketmq.v2.GetOffsetRequest & apache.rocketmq.v2.GetOffsetRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.GetOffsetRequest.$Properties): apache.rocketmq.v2.GetOffsetRequest;
                 * }}
                 */
                GetOffsetRequest.create = function(properties) {
                    return new GetOffsetRequest(properties);
                };

                /**
                 * Encodes the specified GetOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.GetOffsetRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.GetOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.GetOffsetRequest.$Properties} message GetOffsetRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetOffsetRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetOffsetRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.GetOffsetRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.GetOffsetRequest & apache.rocketmq.v2.GetOffsetRequest.$Shape} GetOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetOffsetRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.GetOffsetRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetOffsetRequest;
            })();

            v2.GetOffsetResponse = (function() {

                /**
                 * Properties of a GetOffsetResponse.
                 * @typedef {Object} apache.rocketmq.v2.GetOffsetResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] GetOffsetResponse status
                 * @property {number|Long|null} [offset] GetOffsetResponse offset
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IGetOffsetResponse
                 * @augments apache.rocketmq.v2.GetOffsetResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.GetOffsetResponse.$Properties instead.
                 */

                /**
                 * Shape of a GetOffsetResponse.
                 * @typedef {apache.rocketmq.v2.GetOffsetResponse.$Properties} apache.rocketmq.v2.GetOffsetResponse.$Shape
                 */

                /**
                 * Constructs a new GetOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a GetOffsetResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.GetOffsetResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetOffsetResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetOffsetResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.GetOffsetResponse
                 * @instance
                 */
                GetOffsetResponse.prototype.status = null;

                /**
                 * GetOffsetResponse offset.
                 * @member {number|Long} offset
                 * @memberof apache.rocketmq.v2.GetOffsetResponse
                 * @instance
                 */
                GetOffsetResponse.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Creates a new GetOffsetResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.GetOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.GetOffsetResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.GetOffsetResponse} GetOffsetResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.GetOffsetResponse.$Shape): apache.rocketmq.v2.GetOffsetResponse & apache.rocketmq.v2.GetOffsetResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.GetOffsetResponse.$Properties): apache.rocketmq.v2.GetOffsetResponse;
                 * }}
                 */
                GetOffsetResponse.create = function(properties) {
                    return new GetOffsetResponse(properties);
                };

                /**
                 * Encodes the specified GetOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.GetOffsetResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.GetOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.GetOffsetResponse.$Properties} message GetOffsetResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetOffsetResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.offset);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetOffsetResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.GetOffsetResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.GetOffsetResponse & apache.rocketmq.v2.GetOffsetResponse.$Shape} GetOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetOffsetResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.GetOffsetResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetOffsetResponse;
            })();

            v2.QueryOffsetRequest = (function() {

                /**
                 * Properties of a QueryOffsetRequest.
                 * @typedef {Object} apache.rocketmq.v2.QueryOffsetRequest.$Properties
                 * @property {apache.rocketmq.v2.MessageQueue.$Properties|null} [messageQueue] QueryOffsetRequest messageQueue
                 * @property {apache.rocketmq.v2.QueryOffsetPolicy|null} [queryOffsetPolicy] QueryOffsetRequest queryOffsetPolicy
                 * @property {google.protobuf.Timestamp.$Properties|null} [timestamp] QueryOffsetRequest timestamp
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryOffsetRequest
                 * @augments apache.rocketmq.v2.QueryOffsetRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryOffsetRequest.$Properties instead.
                 */

                /**
                 * Shape of a QueryOffsetRequest.
                 * @typedef {apache.rocketmq.v2.QueryOffsetRequest.$Properties} apache.rocketmq.v2.QueryOffsetRequest.$Shape
                 */

                /**
                 * Constructs a new QueryOffsetRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryOffsetRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryOffsetRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryOffsetRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryOffsetRequest messageQueue.
                 * @member {apache.rocketmq.v2.MessageQueue.$Properties|null|undefined} messageQueue
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @instance
                 */
                QueryOffsetRequest.prototype.messageQueue = null;

                /**
                 * QueryOffsetRequest queryOffsetPolicy.
                 * @member {apache.rocketmq.v2.QueryOffsetPolicy} queryOffsetPolicy
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @instance
                 */
                QueryOffsetRequest.prototype.queryOffsetPolicy = 0;

                /**
                 * QueryOffsetRequest timestamp.
                 * @member {google.protobuf.Timestamp.$Properties|null|undefined} timestamp
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @instance
                 */
                QueryOffsetRequest.prototype.timestamp = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(QueryOffsetRequest.prototype, "_timestamp", {
                    get: $util.oneOfGetter($oneOfFields = ["timestamp"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new QueryOffsetRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryOffsetRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryOffsetRequest} QueryOffsetRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryOffsetRequest.$Shape): apache.rocketmq.v2.QueryOffsetRequest & apache.rocketmq.v2.QueryOffsetRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryOffsetRequest.$Properties): apache.rocketmq.v2.QueryOffsetRequest;
                 * }}
                 */
                QueryOffsetRequest.create = function(properties) {
                    return new QueryOffsetRequest(properties);
                };

                /**
                 * Encodes the specified QueryOffsetRequest message. Does not implicitly {@link apache.rocketmq.v2.QueryOffsetRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @static
                 * @param {apache.rocketmq.v2.QueryOffsetRequest.$Properties} message QueryOffsetRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryOffsetRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageQueue != null && $Object.hasOwnProperty.call(message, "messageQueue"))
                        $root.apache.rocketmq.v2.MessageQueue.encode(message.messageQueue, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.queryOffsetPolicy != null && $Object.hasOwnProperty.call(message, "queryOffsetPolicy") && message.queryOffsetPolicy !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.queryOffsetPolicy);
                    if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                        $root.google.protobuf.Timestamp.encode(message.timestamp, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryOffsetRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryOffsetRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryOffsetRequest & apache.rocketmq.v2.QueryOffsetRequest.$Shape} QueryOffsetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryOffsetRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryOffsetRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.messageQueue = $root.apache.rocketmq.v2.MessageQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.messageQueue);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.queryOffsetPolicy = value;
                                else
                                    delete message.queryOffsetPolicy;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.timestamp = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.timestamp);
                                message._timestamp = "timestamp";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryOffsetRequest;
            })();

            v2.QueryOffsetResponse = (function() {

                /**
                 * Properties of a QueryOffsetResponse.
                 * @typedef {Object} apache.rocketmq.v2.QueryOffsetResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] QueryOffsetResponse status
                 * @property {number|Long|null} [offset] QueryOffsetResponse offset
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueryOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IQueryOffsetResponse
                 * @augments apache.rocketmq.v2.QueryOffsetResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.QueryOffsetResponse.$Properties instead.
                 */

                /**
                 * Shape of a QueryOffsetResponse.
                 * @typedef {apache.rocketmq.v2.QueryOffsetResponse.$Properties} apache.rocketmq.v2.QueryOffsetResponse.$Shape
                 */

                /**
                 * Constructs a new QueryOffsetResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a QueryOffsetResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.QueryOffsetResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueryOffsetResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * QueryOffsetResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.QueryOffsetResponse
                 * @instance
                 */
                QueryOffsetResponse.prototype.status = null;

                /**
                 * QueryOffsetResponse offset.
                 * @member {number|Long} offset
                 * @memberof apache.rocketmq.v2.QueryOffsetResponse
                 * @instance
                 */
                QueryOffsetResponse.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Creates a new QueryOffsetResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.QueryOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryOffsetResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.QueryOffsetResponse} QueryOffsetResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.QueryOffsetResponse.$Shape): apache.rocketmq.v2.QueryOffsetResponse & apache.rocketmq.v2.QueryOffsetResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.QueryOffsetResponse.$Properties): apache.rocketmq.v2.QueryOffsetResponse;
                 * }}
                 */
                QueryOffsetResponse.create = function(properties) {
                    return new QueryOffsetResponse(properties);
                };

                /**
                 * Encodes the specified QueryOffsetResponse message. Does not implicitly {@link apache.rocketmq.v2.QueryOffsetResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.QueryOffsetResponse
                 * @static
                 * @param {apache.rocketmq.v2.QueryOffsetResponse.$Properties} message QueryOffsetResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueryOffsetResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.offset);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueryOffsetResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.QueryOffsetResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.QueryOffsetResponse & apache.rocketmq.v2.QueryOffsetResponse.$Shape} QueryOffsetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueryOffsetResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.QueryOffsetResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return QueryOffsetResponse;
            })();

            v2.RecallMessageRequest = (function() {

                /**
                 * Properties of a RecallMessageRequest.
                 * @typedef {Object} apache.rocketmq.v2.RecallMessageRequest.$Properties
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] RecallMessageRequest topic
                 * @property {string|null} [recallHandle] RecallMessageRequest recallHandle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecallMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IRecallMessageRequest
                 * @augments apache.rocketmq.v2.RecallMessageRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.RecallMessageRequest.$Properties instead.
                 */

                /**
                 * Shape of a RecallMessageRequest.
                 * @typedef {apache.rocketmq.v2.RecallMessageRequest.$Properties} apache.rocketmq.v2.RecallMessageRequest.$Shape
                 */

                /**
                 * Constructs a new RecallMessageRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a RecallMessageRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.RecallMessageRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecallMessageRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecallMessageRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.RecallMessageRequest
                 * @instance
                 */
                RecallMessageRequest.prototype.topic = null;

                /**
                 * RecallMessageRequest recallHandle.
                 * @member {string} recallHandle
                 * @memberof apache.rocketmq.v2.RecallMessageRequest
                 * @instance
                 */
                RecallMessageRequest.prototype.recallHandle = "";

                /**
                 * Creates a new RecallMessageRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.RecallMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.RecallMessageRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.RecallMessageRequest} RecallMessageRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.RecallMessageRequest.$Shape): apache.rocketmq.v2.RecallMessageRequest & apache.rocketmq.v2.RecallMessageRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.RecallMessageRequest.$Properties): apache.rocketmq.v2.RecallMessageRequest;
                 * }}
                 */
                RecallMessageRequest.create = function(properties) {
                    return new RecallMessageRequest(properties);
                };

                /**
                 * Encodes the specified RecallMessageRequest message. Does not implicitly {@link apache.rocketmq.v2.RecallMessageRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.RecallMessageRequest
                 * @static
                 * @param {apache.rocketmq.v2.RecallMessageRequest.$Properties} message RecallMessageRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecallMessageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.recallHandle != null && $Object.hasOwnProperty.call(message, "recallHandle") && message.recallHandle !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.recallHandle);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecallMessageRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.RecallMessageRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecallMessageRequest & apache.rocketmq.v2.RecallMessageRequest.$Shape} RecallMessageRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecallMessageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.RecallMessageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.recallHandle = value;
                                else
                                    delete message.recallHandle;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecallMessageRequest;
            })();

            v2.RecallMessageResponse = (function() {

                /**
                 * Properties of a RecallMessageResponse.
                 * @typedef {Object} apache.rocketmq.v2.RecallMessageResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] RecallMessageResponse status
                 * @property {string|null} [messageId] RecallMessageResponse messageId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecallMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IRecallMessageResponse
                 * @augments apache.rocketmq.v2.RecallMessageResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.RecallMessageResponse.$Properties instead.
                 */

                /**
                 * Shape of a RecallMessageResponse.
                 * @typedef {apache.rocketmq.v2.RecallMessageResponse.$Properties} apache.rocketmq.v2.RecallMessageResponse.$Shape
                 */

                /**
                 * Constructs a new RecallMessageResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a RecallMessageResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.RecallMessageResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecallMessageResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecallMessageResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.RecallMessageResponse
                 * @instance
                 */
                RecallMessageResponse.prototype.status = null;

                /**
                 * RecallMessageResponse messageId.
                 * @member {string} messageId
                 * @memberof apache.rocketmq.v2.RecallMessageResponse
                 * @instance
                 */
                RecallMessageResponse.prototype.messageId = "";

                /**
                 * Creates a new RecallMessageResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.RecallMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.RecallMessageResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.RecallMessageResponse} RecallMessageResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.RecallMessageResponse.$Shape): apache.rocketmq.v2.RecallMessageResponse & apache.rocketmq.v2.RecallMessageResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.RecallMessageResponse.$Properties): apache.rocketmq.v2.RecallMessageResponse;
                 * }}
                 */
                RecallMessageResponse.create = function(properties) {
                    return new RecallMessageResponse(properties);
                };

                /**
                 * Encodes the specified RecallMessageResponse message. Does not implicitly {@link apache.rocketmq.v2.RecallMessageResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.RecallMessageResponse
                 * @static
                 * @param {apache.rocketmq.v2.RecallMessageResponse.$Properties} message RecallMessageResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecallMessageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.messageId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecallMessageResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.RecallMessageResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.RecallMessageResponse & apache.rocketmq.v2.RecallMessageResponse.$Shape} RecallMessageResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecallMessageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.RecallMessageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecallMessageResponse;
            })();

            v2.SyncLiteSubscriptionRequest = (function() {

                /**
                 * Properties of a SyncLiteSubscriptionRequest.
                 * @typedef {Object} apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties
                 * @property {apache.rocketmq.v2.LiteSubscriptionAction|null} [action] SyncLiteSubscriptionRequest action
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [topic] SyncLiteSubscriptionRequest topic
                 * @property {apache.rocketmq.v2.Resource.$Properties|null} [group] SyncLiteSubscriptionRequest group
                 * @property {Array.<string>|null} [liteTopicSet] SyncLiteSubscriptionRequest liteTopicSet
                 * @property {number|Long|null} [version] SyncLiteSubscriptionRequest version
                 * @property {apache.rocketmq.v2.OffsetOption.$Properties|null} [offsetOption] SyncLiteSubscriptionRequest offsetOption
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SyncLiteSubscriptionRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface ISyncLiteSubscriptionRequest
                 * @augments apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties instead.
                 */

                /**
                 * Shape of a SyncLiteSubscriptionRequest.
                 * @typedef {{
                 *   action?: apache.rocketmq.v2.LiteSubscriptionAction|null;
                 *   topic?: apache.rocketmq.v2.Resource.$Shape|null;
                 *   group?: apache.rocketmq.v2.Resource.$Shape|null;
                 *   liteTopicSet?: Array.<string>|null;
                 *   version?: number|Long|null;
                 *   offsetOption?: apache.rocketmq.v2.OffsetOption.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape
                 */

                /**
                 * Constructs a new SyncLiteSubscriptionRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SyncLiteSubscriptionRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SyncLiteSubscriptionRequest = function (properties) {
                    this.liteTopicSet = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SyncLiteSubscriptionRequest action.
                 * @member {apache.rocketmq.v2.LiteSubscriptionAction} action
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.action = 0;

                /**
                 * SyncLiteSubscriptionRequest topic.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} topic
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.topic = null;

                /**
                 * SyncLiteSubscriptionRequest group.
                 * @member {apache.rocketmq.v2.Resource.$Properties|null|undefined} group
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.group = null;

                /**
                 * SyncLiteSubscriptionRequest liteTopicSet.
                 * @member {Array.<string>} liteTopicSet
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.liteTopicSet = $util.emptyArray;

                /**
                 * SyncLiteSubscriptionRequest version.
                 * @member {number|Long|null|undefined} version
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.version = null;

                /**
                 * SyncLiteSubscriptionRequest offsetOption.
                 * @member {apache.rocketmq.v2.OffsetOption.$Properties|null|undefined} offsetOption
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @instance
                 */
                SyncLiteSubscriptionRequest.prototype.offsetOption = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SyncLiteSubscriptionRequest.prototype, "_version", {
                    get: $util.oneOfGetter($oneOfFields = ["version"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SyncLiteSubscriptionRequest.prototype, "_offsetOption", {
                    get: $util.oneOfGetter($oneOfFields = ["offsetOption"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new SyncLiteSubscriptionRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @static
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionRequest} SyncLiteSubscriptionRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape): apache.rocketmq.v2.SyncLiteSubscriptionRequest & apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties): apache.rocketmq.v2.SyncLiteSubscriptionRequest;
                 * }}
                 */
                SyncLiteSubscriptionRequest.create = function(properties) {
                    return new SyncLiteSubscriptionRequest(properties);
                };

                /**
                 * Encodes the specified SyncLiteSubscriptionRequest message. Does not implicitly {@link apache.rocketmq.v2.SyncLiteSubscriptionRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @static
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Properties} message SyncLiteSubscriptionRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SyncLiteSubscriptionRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.action);
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                        $root.apache.rocketmq.v2.Resource.encode(message.topic, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                        $root.apache.rocketmq.v2.Resource.encode(message.group, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.liteTopicSet != null && message.liteTopicSet.length)
                        for (let i = 0; i < message.liteTopicSet.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.liteTopicSet[i]);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        writer.uint32(/* id 5, wireType 0 =*/40).int64(message.version);
                    if (message.offsetOption != null && $Object.hasOwnProperty.call(message, "offsetOption"))
                        $root.apache.rocketmq.v2.OffsetOption.encode(message.offsetOption, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SyncLiteSubscriptionRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionRequest & apache.rocketmq.v2.SyncLiteSubscriptionRequest.$Shape} SyncLiteSubscriptionRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SyncLiteSubscriptionRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SyncLiteSubscriptionRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.action = value;
                                else
                                    delete message.action;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.topic = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.group = $root.apache.rocketmq.v2.Resource.decode(reader, reader.size(), $undefined, _depth + 1, message.group);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.liteTopicSet && message.liteTopicSet.length))
                                    message.liteTopicSet = [];
                                message.liteTopicSet.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.version = reader.int64();
                                message._version = "version";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.offsetOption = $root.apache.rocketmq.v2.OffsetOption.decode(reader, reader.size(), $undefined, _depth + 1, message.offsetOption);
                                message._offsetOption = "offsetOption";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SyncLiteSubscriptionRequest;
            })();

            v2.SyncLiteSubscriptionResponse = (function() {

                /**
                 * Properties of a SyncLiteSubscriptionResponse.
                 * @typedef {Object} apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties
                 * @property {apache.rocketmq.v2.Status.$Properties|null} [status] SyncLiteSubscriptionResponse status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SyncLiteSubscriptionResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface ISyncLiteSubscriptionResponse
                 * @augments apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties instead.
                 */

                /**
                 * Shape of a SyncLiteSubscriptionResponse.
                 * @typedef {apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties} apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape
                 */

                /**
                 * Constructs a new SyncLiteSubscriptionResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a SyncLiteSubscriptionResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SyncLiteSubscriptionResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SyncLiteSubscriptionResponse status.
                 * @member {apache.rocketmq.v2.Status.$Properties|null|undefined} status
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionResponse
                 * @instance
                 */
                SyncLiteSubscriptionResponse.prototype.status = null;

                /**
                 * Creates a new SyncLiteSubscriptionResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionResponse
                 * @static
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionResponse} SyncLiteSubscriptionResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape): apache.rocketmq.v2.SyncLiteSubscriptionResponse & apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties): apache.rocketmq.v2.SyncLiteSubscriptionResponse;
                 * }}
                 */
                SyncLiteSubscriptionResponse.create = function(properties) {
                    return new SyncLiteSubscriptionResponse(properties);
                };

                /**
                 * Encodes the specified SyncLiteSubscriptionResponse message. Does not implicitly {@link apache.rocketmq.v2.SyncLiteSubscriptionResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionResponse
                 * @static
                 * @param {apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Properties} message SyncLiteSubscriptionResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SyncLiteSubscriptionResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.apache.rocketmq.v2.Status.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SyncLiteSubscriptionResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.SyncLiteSubscriptionResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.SyncLiteSubscriptionResponse & apache.rocketmq.v2.SyncLiteSubscriptionResponse.$Shape} SyncLiteSubscriptionResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SyncLiteSubscriptionResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.SyncLiteSubscriptionResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.apache.rocketmq.v2.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SyncLiteSubscriptionResponse;
            })();

            v2.ChangeLogLevelRequest = (function() {

                /**
                 * Properties of a ChangeLogLevelRequest.
                 * @typedef {Object} apache.rocketmq.v2.ChangeLogLevelRequest.$Properties
                 * @property {apache.rocketmq.v2.ChangeLogLevelRequest.Level|null} [level] ChangeLogLevelRequest level
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChangeLogLevelRequest.
                 * @memberof apache.rocketmq.v2
                 * @interface IChangeLogLevelRequest
                 * @augments apache.rocketmq.v2.ChangeLogLevelRequest.$Properties
                 * @deprecated Use apache.rocketmq.v2.ChangeLogLevelRequest.$Properties instead.
                 */

                /**
                 * Shape of a ChangeLogLevelRequest.
                 * @typedef {apache.rocketmq.v2.ChangeLogLevelRequest.$Properties} apache.rocketmq.v2.ChangeLogLevelRequest.$Shape
                 */

                /**
                 * Constructs a new ChangeLogLevelRequest.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ChangeLogLevelRequest.
                 * @constructor
                 * @param {apache.rocketmq.v2.ChangeLogLevelRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChangeLogLevelRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChangeLogLevelRequest level.
                 * @member {apache.rocketmq.v2.ChangeLogLevelRequest.Level} level
                 * @memberof apache.rocketmq.v2.ChangeLogLevelRequest
                 * @instance
                 */
                ChangeLogLevelRequest.prototype.level = 0;

                /**
                 * Creates a new ChangeLogLevelRequest instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ChangeLogLevelRequest
                 * @static
                 * @param {apache.rocketmq.v2.ChangeLogLevelRequest.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ChangeLogLevelRequest} ChangeLogLevelRequest instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ChangeLogLevelRequest.$Shape): apache.rocketmq.v2.ChangeLogLevelRequest & apache.rocketmq.v2.ChangeLogLevelRequest.$Shape;
                 *   (properties?: apache.rocketmq.v2.ChangeLogLevelRequest.$Properties): apache.rocketmq.v2.ChangeLogLevelRequest;
                 * }}
                 */
                ChangeLogLevelRequest.create = function(properties) {
                    return new ChangeLogLevelRequest(properties);
                };

                /**
                 * Encodes the specified ChangeLogLevelRequest message. Does not implicitly {@link apache.rocketmq.v2.ChangeLogLevelRequest.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ChangeLogLevelRequest
                 * @static
                 * @param {apache.rocketmq.v2.ChangeLogLevelRequest.$Properties} message ChangeLogLevelRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChangeLogLevelRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level") && message.level !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.level);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChangeLogLevelRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ChangeLogLevelRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeLogLevelRequest & apache.rocketmq.v2.ChangeLogLevelRequest.$Shape} ChangeLogLevelRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChangeLogLevelRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ChangeLogLevelRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.level = value;
                                else
                                    delete message.level;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Level enum.
                 * @name apache.rocketmq.v2.ChangeLogLevelRequest.Level
                 * @enum {number}
                 * @property {number} TRACE=0 TRACE value
                 * @property {number} DEBUG=1 DEBUG value
                 * @property {number} INFO=2 INFO value
                 * @property {number} WARN=3 WARN value
                 * @property {number} ERROR=4 ERROR value
                 */
                ChangeLogLevelRequest.Level = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "TRACE"] = 0;
                    values[valuesById[1] = "DEBUG"] = 1;
                    values[valuesById[2] = "INFO"] = 2;
                    values[valuesById[3] = "WARN"] = 3;
                    values[valuesById[4] = "ERROR"] = 4;
                    return values;
                })();

                return ChangeLogLevelRequest;
            })();

            v2.ChangeLogLevelResponse = (function() {

                /**
                 * Properties of a ChangeLogLevelResponse.
                 * @typedef {Object} apache.rocketmq.v2.ChangeLogLevelResponse.$Properties
                 * @property {string|null} [remark] ChangeLogLevelResponse remark
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChangeLogLevelResponse.
                 * @memberof apache.rocketmq.v2
                 * @interface IChangeLogLevelResponse
                 * @augments apache.rocketmq.v2.ChangeLogLevelResponse.$Properties
                 * @deprecated Use apache.rocketmq.v2.ChangeLogLevelResponse.$Properties instead.
                 */

                /**
                 * Shape of a ChangeLogLevelResponse.
                 * @typedef {apache.rocketmq.v2.ChangeLogLevelResponse.$Properties} apache.rocketmq.v2.ChangeLogLevelResponse.$Shape
                 */

                /**
                 * Constructs a new ChangeLogLevelResponse.
                 * @memberof apache.rocketmq.v2
                 * @classdesc Represents a ChangeLogLevelResponse.
                 * @constructor
                 * @param {apache.rocketmq.v2.ChangeLogLevelResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChangeLogLevelResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChangeLogLevelResponse remark.
                 * @member {string} remark
                 * @memberof apache.rocketmq.v2.ChangeLogLevelResponse
                 * @instance
                 */
                ChangeLogLevelResponse.prototype.remark = "";

                /**
                 * Creates a new ChangeLogLevelResponse instance using the specified properties.
                 * @function create
                 * @memberof apache.rocketmq.v2.ChangeLogLevelResponse
                 * @static
                 * @param {apache.rocketmq.v2.ChangeLogLevelResponse.$Properties=} [properties] Properties to set
                 * @returns {apache.rocketmq.v2.ChangeLogLevelResponse} ChangeLogLevelResponse instance
                 * @type {{
                 *   (properties: apache.rocketmq.v2.ChangeLogLevelResponse.$Shape): apache.rocketmq.v2.ChangeLogLevelResponse & apache.rocketmq.v2.ChangeLogLevelResponse.$Shape;
                 *   (properties?: apache.rocketmq.v2.ChangeLogLevelResponse.$Properties): apache.rocketmq.v2.ChangeLogLevelResponse;
                 * }}
                 */
                ChangeLogLevelResponse.create = function(properties) {
                    return new ChangeLogLevelResponse(properties);
                };

                /**
                 * Encodes the specified ChangeLogLevelResponse message. Does not implicitly {@link apache.rocketmq.v2.ChangeLogLevelResponse.verify|verify} messages.
                 * @function encode
                 * @memberof apache.rocketmq.v2.ChangeLogLevelResponse
                 * @static
                 * @param {apache.rocketmq.v2.ChangeLogLevelResponse.$Properties} message ChangeLogLevelResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChangeLogLevelResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.remark != null && $Object.hasOwnProperty.call(message, "remark") && message.remark !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.remark);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChangeLogLevelResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof apache.rocketmq.v2.ChangeLogLevelResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {apache.rocketmq.v2.ChangeLogLevelResponse & apache.rocketmq.v2.ChangeLogLevelResponse.$Shape} ChangeLogLevelResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChangeLogLevelResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.apache.rocketmq.v2.ChangeLogLevelResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.remark = value;
                                else
                                    delete message.remark;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ChangeLogLevelResponse;
            })();

            return v2;
        })();

        return rocketmq;
    })();

    return apache;
})();

export const google = $root.google = (() => {

    /**
     * Namespace google.
     * @exports google
     * @namespace
     */
    const google = {};

    google.protobuf = (function() {

        /**
         * Namespace protobuf.
         * @memberof google
         * @namespace
         */
        const protobuf = {};

        protobuf.Duration = (function() {

            /**
             * Properties of a Duration.
             * @typedef {Object} google.protobuf.Duration.$Properties
             * @property {number|Long|null} [seconds] Duration seconds
             * @property {number|null} [nanos] Duration nanos
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Duration.
             * @memberof google.protobuf
             * @interface IDuration
             * @augments google.protobuf.Duration.$Properties
             * @deprecated Use google.protobuf.Duration.$Properties instead.
             */

            /**
             * Shape of a Duration.
             * @typedef {google.protobuf.Duration.$Properties} google.protobuf.Duration.$Shape
             */

            /**
             * Constructs a new Duration.
             * @memberof google.protobuf
             * @classdesc Represents a Duration.
             * @constructor
             * @param {google.protobuf.Duration.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Duration = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Duration seconds.
             * @member {number|Long} seconds
             * @memberof google.protobuf.Duration
             * @instance
             */
            Duration.prototype.seconds = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Duration nanos.
             * @member {number} nanos
             * @memberof google.protobuf.Duration
             * @instance
             */
            Duration.prototype.nanos = 0;

            /**
             * Creates a new Duration instance using the specified properties.
             * @function create
             * @memberof google.protobuf.Duration
             * @static
             * @param {google.protobuf.Duration.$Properties=} [properties] Properties to set
             * @returns {google.protobuf.Duration} Duration instance
             * @type {{
             *   (properties: google.protobuf.Duration.$Shape): google.protobuf.Duration & google.protobuf.Duration.$Shape;
             *   (properties?: google.protobuf.Duration.$Properties): google.protobuf.Duration;
             * }}
             */
            Duration.create = function(properties) {
                return new Duration(properties);
            };

            /**
             * Encodes the specified Duration message. Does not implicitly {@link google.protobuf.Duration.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Duration
             * @static
             * @param {google.protobuf.Duration.$Properties} message Duration message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Duration.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && (typeof message.seconds === "object" ? message.seconds.low || message.seconds.high : message.seconds !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.seconds);
                if (message.nanos != null && $Object.hasOwnProperty.call(message, "nanos") && message.nanos !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.nanos);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Duration message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Duration
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Duration & google.protobuf.Duration.$Shape} Duration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Duration.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Duration();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.seconds = value;
                            else
                                delete message.seconds;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.nanos = value;
                            else
                                delete message.nanos;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Duration;
        })();

        protobuf.Timestamp = (function() {

            /**
             * Properties of a Timestamp.
             * @typedef {Object} google.protobuf.Timestamp.$Properties
             * @property {number|Long|null} [seconds] Timestamp seconds
             * @property {number|null} [nanos] Timestamp nanos
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Timestamp.
             * @memberof google.protobuf
             * @interface ITimestamp
             * @augments google.protobuf.Timestamp.$Properties
             * @deprecated Use google.protobuf.Timestamp.$Properties instead.
             */

            /**
             * Shape of a Timestamp.
             * @typedef {google.protobuf.Timestamp.$Properties} google.protobuf.Timestamp.$Shape
             */

            /**
             * Constructs a new Timestamp.
             * @memberof google.protobuf
             * @classdesc Represents a Timestamp.
             * @constructor
             * @param {google.protobuf.Timestamp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Timestamp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Timestamp seconds.
             * @member {number|Long} seconds
             * @memberof google.protobuf.Timestamp
             * @instance
             */
            Timestamp.prototype.seconds = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Timestamp nanos.
             * @member {number} nanos
             * @memberof google.protobuf.Timestamp
             * @instance
             */
            Timestamp.prototype.nanos = 0;

            /**
             * Creates a new Timestamp instance using the specified properties.
             * @function create
             * @memberof google.protobuf.Timestamp
             * @static
             * @param {google.protobuf.Timestamp.$Properties=} [properties] Properties to set
             * @returns {google.protobuf.Timestamp} Timestamp instance
             * @type {{
             *   (properties: google.protobuf.Timestamp.$Shape): google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape;
             *   (properties?: google.protobuf.Timestamp.$Properties): google.protobuf.Timestamp;
             * }}
             */
            Timestamp.create = function(properties) {
                return new Timestamp(properties);
            };

            /**
             * Encodes the specified Timestamp message. Does not implicitly {@link google.protobuf.Timestamp.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Timestamp
             * @static
             * @param {google.protobuf.Timestamp.$Properties} message Timestamp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Timestamp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && (typeof message.seconds === "object" ? message.seconds.low || message.seconds.high : message.seconds !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.seconds);
                if (message.nanos != null && $Object.hasOwnProperty.call(message, "nanos") && message.nanos !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.nanos);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Timestamp message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Timestamp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape} Timestamp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Timestamp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Timestamp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.seconds = value;
                            else
                                delete message.seconds;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.nanos = value;
                            else
                                delete message.nanos;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Timestamp;
        })();

        return protobuf;
    })();

    return google;
})();

export {
  $root as default
};
