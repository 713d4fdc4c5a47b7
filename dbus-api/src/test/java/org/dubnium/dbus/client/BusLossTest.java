package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Signature;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a connection: what waits fails, and who wants to know is told once. */
class BusLossTest {
  private TestService service;
  private BusClient client;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private static Request request(String member) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, member);
  }

  private BusException failure(Request request) {
    return assertThrows(BusException.class, () -> client.call(request));
  }

  private static void assertDisconnected(ExecutionException failure) {
    BusException cause = assertInstanceOf(BusException.class, failure.getCause());
    assertEquals(StandardError.DISCONNECTED.errorName(), cause.errorName());
  }

  @Test
  void lostConnectionFailsWaitingCallsAndIsToldOnce() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    client.onDisconnect(told::add);
    CompletableFuture<Arguments> waiting = client.callAsync(request("Refresh"));

    service.bus.kill();

    ExecutionException failure = assertThrows(ExecutionException.class, waiting::get);
    assertDisconnected(failure);
    String reason = told.take();
    assertTrue(failure(request("Describe")).is(StandardError.DISCONNECTED));
    assertTrue(told.isEmpty());
    client.onDisconnect(told::add);
    assertEquals(reason, told.take());
  }

  /** Whoever sends may notice first, and be busy with the calls that fail, when the reader ends. */
  @Test
  void lossThatASenderNoticesFirstIsToldToo() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    client.onDisconnect(told::add);
    CountDownLatch readerHeld = new CountDownLatch(1);
    CountDownLatch senderHeld = new CountDownLatch(1);
    CountDownLatch readerGoes = new CountDownLatch(1);
    CountDownLatch senderGoes = new CountDownLatch(1);
    client.connection().serve(call -> hold(readerHeld, readerGoes));
    var _ =
        service.bus.connect().callAsync(
            new Request(client.uniqueName(), "/", "org.freedesktop.DBus.Peer", "Ping"));
    readerHeld.await();
    var _ = send("Refresh").whenComplete((answer, failure) -> hold(senderHeld, senderGoes));

    service.bus.kill();
    Thread sender = Thread.ofPlatform().start(this::sendUntilLost);
    senderHeld.await();
    readerGoes.countDown();

    assertNotNull(told.poll(1, TimeUnit.MINUTES));
    senderGoes.countDown();
    sender.join();
  }

  private void sendUntilLost() {
    while (!send("Describe").isDone()) {
      Thread.onSpinWait();
    }
  }

  private CompletableFuture<?> send(String member) {
    return client.connection()
        .call(
            Names.BUS_NAME,
            Names.ROOT_PATH,
            Names.MODE_CONTROLLER,
            member,
            false,
            Signature.of(""),
            List.of())
        .answer();
  }

  private static void hold(CountDownLatch held, CountDownLatch goes) {
    held.countDown();
    try {
      goes.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void connectionThatWeCloseTellsNobody() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    client.onDisconnect(told::add);
    client.close();

    assertTrue(failure(request("Describe")).is(StandardError.DISCONNECTED));
    assertTrue(told.isEmpty());
  }
}
