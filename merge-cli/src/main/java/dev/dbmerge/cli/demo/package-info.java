/** The demo's four databases and the rows in them, the same for the same seed. */
package dev.dbmerge.cli.demo;
