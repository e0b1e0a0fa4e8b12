package io.nacre;

/** What threads allocate. */
final class Allocations {
    private Allocations() {}

    /** The bytes that this thread has allocated so far, by a bean of a module that the library does not require. */
    static long ofThisThread() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes")
                    .invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the JDK does not count what threads allocate", e);
        }
    }
}
