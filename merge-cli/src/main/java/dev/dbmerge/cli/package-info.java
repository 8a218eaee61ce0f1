/** The command {@code dbmerge}: reads a command line, calls the library, prints what it says. */
package dev.dbmerge.cli;
