package io.nacre;

import java.io.File;

/** What tests need that start a Java process of their own. */
final class OtherJava {
    private OtherJava() {}

    /** The classes of the library and of its tests, whether this process has them as modules or not. */
    static String classPath() {
        return System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + System.getProperty("java.class.path", "");
    }
}
