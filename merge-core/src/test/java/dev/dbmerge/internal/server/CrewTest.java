package dev.dbmerge.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrewTest {
    /** A job of some pieces, each of which is done by whoever takes it. */
    private static final class Pieces implements Crew.Job<String> {
        private final int size;
        private final Crew.Piece<String> work;
        private int taken;
        private int done;

        Pieces(int size, Crew.Piece<String> work) {
            this.size = size;
            this.work = work;
        }

        @Override
        public synchronized Optional<Crew.Piece<String>> next() {
            if (taken == size) {
                return Optional.empty();
            }
            taken++;
            return Optional.of(member -> {
                work.work(member);
                finished();
            });
        }

        private synchronized void finished() {
            done++;
        }

        @Override
        public synchronized boolean done() {
            return done == size;
        }

        @Override
        public long size() {
            return size;
        }
    }

    @Test
    void membersWorkAtTheSameTimeAtDifferentJobs() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Set<String> members = ConcurrentHashMap.newKeySet();
        Crew.Piece<String> meeting = member -> {
            members.add(member);
            both.countDown();
            await(both);
        };
        Crew<String> crew = new Crew<>(List.of("a", "b"));

        crew.work(List.of(new Pieces(1, meeting), new Pieces(1, meeting)));

        assertEquals(Set.of("a", "b"), members);
    }

    @Test
    void aLargeJobIsSharedAndTheLargestComesFirst() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Crew<String> crew = new Crew<>(List.of("a"));

        crew.work(List.of(new Pieces(1, member -> order.add("small")), new Pieces(3, member -> order.add("large"))));

        assertEquals(List.of("large", "large", "large", "small"), order);
    }

    @Test
    void whatPiecesTellIsToldInTheCallersThread() {
        Crew<String> crew = new Crew<>(List.of("a", "b"));
        List<Thread> tellers = new ArrayList<>();

        crew.work(List.of(new Pieces(20, member -> crew.tell(() -> tellers.add(Thread.currentThread())))));

        assertEquals(Collections.nCopies(20, Thread.currentThread()), tellers);
    }

    @Test
    void theFirstFailureEndsAllAndIsThrown() {
        IllegalStateException failure = new IllegalStateException("no");
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        Crew<String> crew = new Crew<>(List.of("a", "b"));

        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> crew.work(List.of(new Pieces(1_000, member -> {
                    begun.add(member);
                    throw failure;
                }))));

        assertSame(failure, thrown);
        assertTrue(begun.size() <= 2, begun.size() + " pieces were begun");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "the other member came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
