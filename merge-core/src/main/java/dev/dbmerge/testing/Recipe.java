package dev.dbmerge.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Knows what a product's jar holds and how that becomes a running server. */
sealed interface Recipe permits MariaDbRecipe, MySqlRecipe {
    /** Spares the disk: the data need not outlive the machine. Windows does not know it. */
    String UNSYNCED = "--innodb-flush-method=nosync";

    /** Gives product and version. */
    String product();

    /** Names the folder of the cache that holds the unpacked server. */
    String cacheFolder();

    /** Gives the jar's path in any Maven repository. */
    String repositoryPath();

    /** Names a file inside the jar that only this jar is expected to hold. */
    String resource();

    /** Gives the server program's path inside the unpacked server. */
    String program();

    /** Writes the server's files into an empty folder. */
    void unpack(ServerJar jar, Path empty) throws IOException;

    /** Gives the options that make a new data folder. */
    List<String> installing(Path programs);

    /** Writes what the installation reads from its standard input. */
    void feed(Path programs, OutputStream in) throws IOException;

    /** Gives the options of a run that only this product knows or needs. */
    List<String> running(Path programs);

    /** Says what to do where the machine lacks a library. */
    String libraryRemedy();
}
