package dev.candor.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Many clients at once, a virtual thread each.
final class Crowd {
    private final ServingClient client;
    private final int clients;
    private final AtomicInteger numbers;

    /// @param firstNumber of the prompts, which count up from it
    Crowd(ServingClient client, int clients, int firstNumber) {
        this.client = client;
        this.clients = clients;
        this.numbers = new AtomicInteger(firstNumber);
    }

    /// Every client asks again and again; what is under way at the end is waited for.
    Load askFor(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        return new Load(start, end, askEach(() -> System.nanoTime() < end, one -> {}));
    }

    /// Every client asks once.
    List<Served> askOnce() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(clients);
        return all(() -> {
            all.countDown();
            all.await();
            return List.of(client.ask(numbers.getAndIncrement()));
        });
    }

    /// @param more asked before each request
    /// @param told of each one's end, by its client's thread
    List<Served> askEach(BooleanSupplier more, Consumer<Served> told) throws InterruptedException {
        return all(() -> {
            List<Served> own = new ArrayList<>();
            while (more.getAsBoolean()) {
                Served one = client.ask(numbers.getAndIncrement());
                told.accept(one);
                own.add(one);
            }
            return own;
        });
    }

    private interface Client {
        List<Served> ask() throws InterruptedException;
    }

    private List<Served> all(Client task) throws InterruptedException {
        ConcurrentLinkedQueue<Served> served = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    served.addAll(task.ask());
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (Thread each : threads) {
            each.join();
        }
        return List.copyOf(served);
    }
}
