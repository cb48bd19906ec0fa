package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkTeamTest {
    @Test
    void everyPieceIsDoneOnce() throws InterruptedException {
        for (int size = 1; size <= 4; size++) {
            var done = new AtomicIntegerArray(11);
            SharedWork work = work(done::incrementAndGet);
            try (var team = new WorkTeam(size)) {
                for (int round = 1; round <= 2_000; round++) {
                    int pieces = 1 + round % done.length();
                    int[] before = counts(done);
                    team.run(pieces, work);
                    for (int piece = 0; piece < done.length(); piece++) {
                        int wanted = before[piece] + (piece < pieces ? 1 : 0);
                        assertEquals(wanted, done.get(piece), "piece of " + pieces + ", " + size);
                    }
                    if (round % 500 == 0) {
                        Thread.sleep(5); // longer than they look out
                    }
                }
            }
        }
    }

    @Test
    void severalMembersWork() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        try (var team = new WorkTeam(3)) {
            long end = System.nanoTime() + 20_000_000_000L;
            while (seen.size() < 3 && System.nanoTime() < end) {
                team.run(
                        64,
                        work(_ -> {
                            seen.add(Thread.currentThread());
                            Thread.yield();
                        }));
            }
        }
        assertEquals(3, seen.size());
    }

    @Test
    void aFailureReachesTheCallerAndTheTeamGoesOn() {
        try (var team = new WorkTeam(3)) {
            var failure = new IllegalStateException("no");
            SharedWork failing =
                    work(piece -> {
                        if (piece == 2) {
                            throw failure;
                        }
                    });
            var thrown = assertThrows(IllegalStateException.class, () -> team.run(9, failing));
            assertSame(failure, thrown);
            var done = new AtomicIntegerArray(3);
            team.run(3, work(done::incrementAndGet));
            assertEquals("[1, 1, 1]", done.toString());
        }
    }

    @Test
    void itsThreadsEnd() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        var team = new WorkTeam(2);
        long end = System.nanoTime() + 20_000_000_000L;
        while (seen.size() < 2 && System.nanoTime() < end) {
            team.run(64, work(_ -> seen.add(Thread.currentThread())));
        }
        team.close();
        seen.remove(Thread.currentThread());
        for (Thread member : seen) {
            member.join(5_000);
            assertFalse(member.isAlive());
        }
        assertEquals(1, seen.size());
    }

    private static int[] counts(AtomicIntegerArray done) {
        int[] counts = new int[done.length()];
        for (int piece = 0; piece < counts.length; piece++) {
            counts[piece] = done.get(piece);
        }
        return counts;
    }

    private static SharedWork work(IntConsumer piece) {
        return new SharedWork() {
            @Override
            protected void piece(int index) {
                piece.accept(index);
            }
        };
    }
}
