package io.nacre;

/** What threads take of memory and processors, by beans of a module that the library does not require. */
public final class ThreadCosts {
    private ThreadCosts() {}

    /** The bytes that this thread has allocated so far. */
    public static long allocatedBytes() {
        return ask("com.sun.management.ThreadMXBean", "getCurrentThreadAllocatedBytes");
    }

    /** The milliseconds that this thread has run on a processor so far; those that it waited for one do not count. */
    public static long processorMillis() {
        return ask("java.lang.management.ThreadMXBean", "getCurrentThreadCpuTime") / 1_000_000;
    }

    private static long ask(String bean, String question) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return (long) Class.forName(bean).getMethod(question).invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the JDK does not tell what threads take", e);
        }
    }
}
