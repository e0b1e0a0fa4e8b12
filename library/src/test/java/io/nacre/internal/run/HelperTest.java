package io.nacre.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HelperTest {
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final Feeding work = new Feeding();
    private final Frame frame =
            new Frame(new float[1][8], new Lane[] {new Lane(Needs.NONE), new Lane(Needs.NONE)}, new long[0]);

    HelperTest() {
        work.set((_, _, _, _) -> threads.add(Thread.currentThread()), 0, 2, 1, new float[2], 0);
    }

    /** Gives it a share of work, and waits for that. */
    private Thread share(Helper helper) {
        int before = threads.size();
        helper.give(work.stage(), frame, 1, 2);
        helper.await();
        assertEquals(before + 1, threads.size());
        assertNull(helper.end());
        return threads.getLast();
    }

    @Test
    void aThreadWithoutWorkEnds() throws InterruptedException {
        Helper helper = new Helper(1, 1);
        assertFalse(helper.isAlive());
        Thread first = share(helper);
        assertTrue(first.isDaemon());
        first.join();
        assertFalse(helper.isAlive());
        Thread second = share(helper);
        assertNotSame(first, second);
        second.join();
    }

    @Test
    void aThreadWithWorkStays() {
        Helper helper = new Helper(1);
        Thread first = share(helper);
        for (int i = 0; i < 20; i++) {
            assertEquals(first, share(helper));
        }
    }

    /** Work comes at the moment at which the thread is about to end. */
    @Test
    void workThatComesLateIsDoneOnce() {
        Helper helper = new Helper(1, 1);
        share(helper);
        for (int i = 0; i < 150; i++) {
            while (helper.isAwake()) {
                Thread.onSpinWait();
            }
            if (i % 3 == 0) {
                helper.wake();
            } else if (i % 3 == 1) {
                LockSupport.parkNanos(i * 500L);
            }
            share(helper);
        }
        assertEquals(151, threads.size());
    }
}
