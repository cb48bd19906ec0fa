package io.sparsescope.views.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FxPublisherTest {
    private final Deque<Runnable> pulses = new ArrayDeque<>();
    private final List<Integer> delivered = new ArrayList<>();

    @Test
    void hundredPublishesLeaveOnePendingDeliveryOfTheLastValue() {
        var publisher = new FxPublisher<Integer>(delivered::add, pulses::add);
        for (int value = 1; value <= 100; value++) {
            publisher.publish(value);
        }
        assertEquals(1, pulses.size());
        pulses.remove().run();
        assertEquals(List.of(100), delivered);
    }

    @Test
    void aPublishAfterADeliveryIsDeliveredToo() {
        var publisher = new FxPublisher<Integer>(delivered::add, pulses::add);
        publisher.publish(1);
        pulses.remove().run();
        publisher.publish(2);
        pulses.remove().run();
        assertEquals(List.of(1, 2), delivered);
    }

    @Test
    void aValuePublishedByTheConsumerIsNotLost() {
        List<FxPublisher<Integer>> self = new ArrayList<>();
        var publisher =
                new FxPublisher<Integer>(
                        value -> {
                            delivered.add(value);
                            if (value == 1) {
                                self.getFirst().publish(2);
                            }
                        },
                        pulses::add);
        self.add(publisher);
        publisher.publish(1);
        pulses.remove().run();
        pulses.remove().run();
        assertEquals(List.of(1, 2), delivered);
    }

    @Test
    void aQueueDeliversEveryEventInOrderInOneBatch() {
        var queue = new FxQueue<Integer>(delivered::add, pulses::add);
        IntStream.range(0, 100).forEach(queue::send);
        assertEquals(1, pulses.size());
        pulses.remove().run();
        assertEquals(IntStream.range(0, 100).boxed().toList(), delivered);
    }

    @Test
    void aThrowingConsumerLosesOnlyItsOwnEvent() {
        var queue =
                new FxQueue<Integer>(
                        event -> {
                            if (event == 1) {
                                throw new IllegalStateException("event 1");
                            }
                            delivered.add(event);
                        },
                        pulses::add);
        IntStream.range(0, 3).forEach(queue::send);
        assertThrows(IllegalStateException.class, () -> pulses.remove().run());
        pulses.remove().run();
        assertEquals(List.of(0, 2), delivered);
    }
}
