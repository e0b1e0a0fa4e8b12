package io.nacre.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WarmedTest {
    private static final long ENOUGH = 45_000_000;

    @Test
    void whatIsFastIsReady() {
        Warmed warmed = new Warmed(ENOUGH, () -> true);
        assertFalse(warmed.isReady());
        warmed.warm();
        assertTrue(warmed.isReady());
        assertTrue(warmed.isReady(1));
    }

    /** The code is first called when enough was lost, by another thread. */
    @Test
    void lossesAddUp() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        AtomicBoolean elsewhere = new AtomicBoolean();
        Warmed warmed = new Warmed(ENOUGH, () -> {
            elsewhere.set(Thread.currentThread() != caller);
            called.countDown();
            return true;
        });
        assertFalse(warmed.isReady(ENOUGH - 1));
        assertTrue(called.getCount() == 1, "called before enough was lost");
        assertFalse(warmed.isReady(1));
        assertTrue(called.await(10, TimeUnit.MINUTES));
        assertTrue(elsewhere.get());
    }

    @Test
    void whatWasNotFastIsTriedAgainMuchLater() throws InterruptedException {
        AtomicBoolean fast = new AtomicBoolean();
        CountDownLatch again = new CountDownLatch(1);
        Warmed warmed = new Warmed(ENOUGH, () -> {
            if (fast.get()) {
                again.countDown();
            }
            return fast.get();
        });
        warmed.warm();
        assertFalse(warmed.isReady());

        fast.set(true);
        assertFalse(warmed.isReady(ENOUGH));
        assertTrue(again.getCount() == 1, "tried again too soon");
        assertFalse(warmed.isReady(15 * ENOUGH));
        assertTrue(again.await(10, TimeUnit.MINUTES));
    }
}
