package io.nacre.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Another library. */
public interface Peer {
    /** The version of an artifact on the class path, as Maven wrote it into the jar. */
    static String versionOf(String group, String artifact) {
        String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream stream = Peer.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** Its name in results. */
    String name();

    /** The versions of what is measured, told by the library itself where it can. */
    String version();

    /** Whether its nets can be trained. */
    default boolean trains() {
        return true;
    }

    /**
     * Makes a workload's net.
     *
     * @param threads how many threads it may compute with; the same in all calls
     * @throws UnsupportedOperationException if this peer lacks a part of it, with the reason
     */
    Net net(Workload workload, int threads, long seed);
}
