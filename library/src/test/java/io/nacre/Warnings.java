package io.nacre;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * What the library logs as warnings while this is open. The JDK's logging is reached by reflection, since the library's
 * module does not read it.
 */
public final class Warnings implements AutoCloseable {
    private final List<String> texts = new ArrayList<>();
    private final Object logger;

    /** Begins to listen. */
    public Warnings() {
        try {
            logger = Class.forName("java.util.logging.Logger")
                    .getMethod("getLogger", String.class)
                    .invoke(null, "io.nacre");
            Class<?> filter = Class.forName("java.util.logging.Filter");
            set(Proxy.newProxyInstance(Warnings.class.getClassLoader(), new Class<?>[] {filter}, (_, _, args) -> {
                Class<?> logged = Class.forName("java.util.logging.LogRecord");
                if (logged.getMethod("getLevel").invoke(args[0]).toString().equals("WARNING")) {
                    texts.add((String) logged.getMethod("getMessage").invoke(args[0]));
                }
                return false;
            }));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(Object filter) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.logging.Filter");
        Class.forName("java.util.logging.Logger").getMethod("setFilter", type).invoke(logger, filter);
    }

    /** The warnings so far. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void close() {
        try {
            set(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
