package dev.dbmerge.spec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Knows which properties of Connector/J a URL must not set, and why. */
final class RefusedProperties {
    /** A reason on a line of its own, then the properties that it refuses. */
    private static final String LIST = """
            lets a server read files of this machine; dbmerge turns it on for its loader alone:
              allowLoadLocalInfile allowLoadLocalInfileInPath allowUrlInLocalInfile
            lets one statement carry another:
              allowMultiQueries
            changes how values are read:
              tinyInt1isBit transformedBitIsBoolean yearIsDateType zeroDateTimeBehavior blobsAreStrings
              emptyStringsConvertToZero noDatetimeStringSync treatMysqlDatetimeAsTimestamp
              functionsNeverReturnBlobs padCharsWithSpace
            converts bytes that dbmerge passes as they are:
              characterEncoding characterSetResults connectionCollation customCharsetMapping
              clobCharacterEncoding
            changes session settings that dbmerge sets itself:
              sessionVariables forceConnectionTimeZoneToSession useLocalSessionState
              useLocalTransactionState elideSetAutoCommits jdbcCompliantTruncation databaseTerm
            changes how rows are streamed and written:
              useServerPrepStmts useCursorFetch defaultFetchSize rewriteBatchedStatements maxRows
              clobberStreamingResults continueBatchOnError useAffectedRows sendFractionalSeconds
            opens a new session quietly, without the locks and the snapshot of the old one:
              autoReconnect autoReconnectForPools reconnectAtTxEnd maxReconnects initialTimeout
            runs code that the URL names:
              queryInterceptors statementInterceptors connectionLifecycleInterceptors
              exceptionInterceptors propertiesTransform clientInfoProvider queryInfoCacheFactory
              parseInfoCacheFactory serverConfigCacheFactory logger profilerEventHandler autoDeserialize
            writes statements and their values into logs:
              profileSQL dumpQueriesOnException autoGenerateTestcaseScript traceProtocol
              enablePacketDebug logSlowQueries explainSlowQueries useUsageAdvisor
            makes a database, and dbmerge makes none but the target:
              createDatabaseIfNotExist
            leads to another server than the URL shows:
              host port dbname protocol path namedPipePath type address priority dnsSrv
            brings properties that the URL does not show:
              useConfigs
            """;

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
        String reason = "";
        for (String line : LIST.lines().toList()) {
            if (line.endsWith(":")) {
                reason = line.substring(0, line.length() - 1);
            } else {
                for (String property : line.strip().split(" ")) {
                    result.put(property.toLowerCase(Locale.ROOT), reason);
                }
            }
        }
        return Map.copyOf(result);
    }
}
