package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final AtomicInteger runs = new AtomicInteger();
  private final SingleFlight<Integer> shared =
      new SingleFlight<>(
          () -> {
            int number = runs.incrementAndGet();
            begun.release();
            mayEnd.acquireUninterruptibly();
            return number;
          });

  @AfterEach
  void end() {
    mayEnd.release(1000);
    threads.close();
  }

  @Test
  void whoAsksDuringARunSharesTheNextOne() throws Exception {
    Callable<Integer> ask = shared::get;
    Future<Integer> first = threads.submit(ask);
    begun.acquire();
    List<Future<Integer>> meanwhile = new ArrayList<>();
    List<Thread> asking = new ArrayList<>();
    Semaphore ready = new Semaphore(0);
    for (int i = 0; i < 50; i++) {
      meanwhile.add(
          threads.submit(
              () -> {
                synchronized (asking) {
                  asking.add(Thread.currentThread());
                }
                ready.release();
                return shared.get();
              }));
    }
    ready.acquire(50);
    while (asking.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)) {
      Thread.onSpinWait();
    }
    mayEnd.release(1000);

    assertEquals(1, first.get());
    for (Future<Integer> each : meanwhile) {
      assertEquals(2, each.get(), "a run that began after it was asked for");
    }
    assertEquals(2, runs.get());
  }

  @Test
  void aRefusalIsEverybodys() {
    SingleFlight<Integer> refused =
        new SingleFlight<>(
            () -> {
              throw StandardError.FAILED.because("cannot read");
            });

    assertEquals(
        "cannot read", assertThrows(BusException.class, refused::get).text());
    assertThrows(BusException.class, refused::get);
  }

  @Test
  void aDefectDoesNotKeepTheNextOnesWaiting() throws Exception {
    AtomicInteger number = new AtomicInteger();
    SingleFlight<Integer> failing =
        new SingleFlight<>(
            () -> {
              if (number.incrementAndGet() == 1) {
                throw new IllegalStateException("defect");
              }
              return number.get();
            });

    assertThrows(IllegalStateException.class, failing::get);
    assertEquals(2, failing.get());
  }
}
