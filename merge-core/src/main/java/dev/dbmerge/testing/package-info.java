/** Helps to test merge rules: throw-away servers. What this package needs beyond the library is optional. */
package dev.dbmerge.testing;
