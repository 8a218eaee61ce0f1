package dev.dbmerge.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Knows which properties of Connector/J a URL must not set, and why. */
final class RefusedProperties {
    private static final Map<String, String> REASONS = reasons();

    private RefusedProperties() {}

    /** Gives the reason, as a clause; Connector/J reads names in any case. */
    static Optional<String> reason(String property) {
        return Optional.ofNullable(REASONS.get(property.toLowerCase(Locale.ROOT)));
    }

    /** Tells whether a property holds a password. */
    static boolean secret(String property) {
        return property.toLowerCase(Locale.ROOT).matches(".*password[0-9]?");
    }

    private static Map<String, String> reasons() {
        Map<String, String> result = new HashMap<>();
        put(
                result,
                "lets a server read files of this machine; dbmerge turns it on for its loader alone",
                List.of("allowLoadLocalInfile", "allowLoadLocalInfileInPath", "allowUrlInLocalInfile"));
        put(result, "lets one statement carry another", List.of("allowMultiQueries"));
        put(
                result,
                "changes how values are read",
                List.of(
                        "tinyInt1isBit",
                        "transformedBitIsBoolean",
                        "yearIsDateType",
                        "zeroDateTimeBehavior",
                        "blobsAreStrings",
                        "emptyStringsConvertToZero",
                        "noDatetimeStringSync",
                        "treatMysqlDatetimeAsTimestamp",
                        "functionsNeverReturnBlobs",
                        "padCharsWithSpace"));
        put(
                result,
                "converts bytes that dbmerge passes as they are",
                List.of(
                        "characterEncoding",
                        "characterSetResults",
                        "connectionCollation",
                        "customCharsetMapping",
                        "clobCharacterEncoding"));
        put(
                result,
                "changes session settings that dbmerge sets itself",
                List.of(
                        "sessionVariables",
                        "forceConnectionTimeZoneToSession",
                        "useLocalSessionState",
                        "useLocalTransactionState",
                        "elideSetAutoCommits",
                        "jdbcCompliantTruncation",
                        "databaseTerm"));
        put(
                result,
                "changes how rows are streamed and written",
                List.of(
                        "useServerPrepStmts",
                        "useCursorFetch",
                        "defaultFetchSize",
                        "rewriteBatchedStatements",
                        "maxRows",
                        "clobberStreamingResults",
                        "continueBatchOnError",
                        "useAffectedRows",
                        "sendFractionalSeconds"));
        put(
                result,
                "opens a new session quietly, without the locks and the snapshot of the old one",
                List.of(
                        "autoReconnect",
                        "autoReconnectForPools",
                        "reconnectAtTxEnd",
                        "maxReconnects",
                        "initialTimeout"));
        put(
                result,
                "runs code that the URL names",
                List.of(
                        "queryInterceptors",
                        "statementInterceptors",
                        "connectionLifecycleInterceptors",
                        "exceptionInterceptors",
                        "propertiesTransform",
                        "clientInfoProvider",
                        "queryInfoCacheFactory",
                        "parseInfoCacheFactory",
                        "serverConfigCacheFactory",
                        "logger",
                        "profilerEventHandler",
                        "autoDeserialize"));
        put(
                result,
                "writes statements and their values into logs",
                List.of(
                        "profileSQL",
                        "dumpQueriesOnException",
                        "autoGenerateTestcaseScript",
                        "traceProtocol",
                        "enablePacketDebug",
                        "logSlowQueries",
                        "explainSlowQueries",
                        "useUsageAdvisor"));
        put(result, "makes a database, and dbmerge makes none but the target", List.of("createDatabaseIfNotExist"));
        put(
                result,
                "leads to another server than the URL shows",
                List.of(
                        "host",
                        "port",
                        "dbname",
                        "protocol",
                        "path",
                        "namedPipePath",
                        "type",
                        "address",
                        "priority",
                        "dnsSrv"));
        put(result, "brings properties that the URL does not show", List.of("useConfigs"));
        return Map.copyOf(result);
    }

    private static void put(Map<String, String> result, String reason, List<String> properties) {
        properties.forEach(property -> result.put(property.toLowerCase(Locale.ROOT), reason));
    }
}
