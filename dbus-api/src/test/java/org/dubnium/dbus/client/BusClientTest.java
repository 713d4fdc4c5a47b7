package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Credentials;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusClientTest {
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

  /** A bus that lets everybody in and then says nothing; done once its client is gone. */
  private static void keepSilent(ServerSocketChannel bus, CountDownLatch waitsForHello)
      throws IOException {
    try (SocketChannel client = bus.accept()) {
      InputStream in = Channels.newInputStream(client);
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c != '\n') {
          line.append((char) (c == 0 ? ' ' : c));
          continue;
        }
        if (line.toString().equals("BEGIN\r")) {
          break;
        }
        String said = line.toString().strip();
        String answer =
            said.startsWith("AUTH EXTERNAL") || said.startsWith("DATA")
                ? "OK 0123456789abcdef0123456789abcdef"
                : said.equals("AUTH") ? "REJECTED EXTERNAL" : "ERROR no";
        client.write(ByteBuffer.wrap((answer + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        line.setLength(0);
      }
      waitsForHello.countDown();
      var _ = in.readAllBytes();
    }
  }

  @Test
  void whoeverGivesUpConnectingLeavesNothingBehind(@TempDir Path directory) throws Exception {
    Path socket = directory.resolve("bus");
    CountDownLatch waitsForHello = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ServerSocketChannel bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bus.bind(UnixDomainSocketAddress.of(socket));
      Future<?> gone =
          threads.submit(
              () -> {
                keepSilent(bus, waitsForHello);
                return "";
              });
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread connecting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (BusClient _ =
                        BusClient.connect(BusAddress.of("unix:path=" + socket), threads)) {
                      interrupted.complete(false);
                    } catch (InterruptedException e) {
                      interrupted.complete(true);
                    } catch (IOException e) {
                      interrupted.completeExceptionally(e);
                    }
                  });
      assertTrue(waitsForHello.await(1, TimeUnit.MINUTES));
      connecting.interrupt();
      assertTrue(interrupted.get(1, TimeUnit.MINUTES));
      var _ = gone.get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void whoIsInterruptedDoesNotConnect() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, service.bus::connect);
  }

  private static Request request(String member) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, member);
  }

  private String failure(Request request) {
    return assertThrows(BusException.class, () -> client.call(request)).errorName();
  }

  private static void assertCause(StandardError error, ExecutionException failure) {
    BusException cause = assertInstanceOf(BusException.class, failure.getCause());
    assertEquals(error.errorName(), cause.errorName());
  }

  @Test
  void resultsComeAsPlainJava() throws Exception {
    Arguments guards = client.call(request("EvaluateGuards").with("s", "compute"));

    assertEquals(Variant.of("s", "audio-idle"), guards.dicts(0).getFirst().get("name"));
    assertEquals(
        Names.job(1), client.call(request("RequestMode").with("sa{sv}", "x", Map.of())).path(0));
  }

  @Test
  void errorsOfTheServiceKeepTheirNames() {
    assertEquals(
        "org.dubnium.ModeController.Error.UnknownMode",
        failure(request("RequestMode").with("sa{sv}", "nowhere", Map.of())));
  }

  @Test
  void serviceThatIsNotThereIsUnknown() {
    assertEquals(
        StandardError.SERVICE_UNKNOWN.errorName(),
        failure(new Request("org.dubnium.Nobody", "/", "org.dubnium.Nobody", "Nothing")));
  }

  @Test
  void answerThatDoesNotComeIsNoReply() {
    BusException failure =
        assertThrows(
            BusException.class,
            () -> client.call(request("Refresh").within(Duration.ofMillis(50))));

    assertTrue(failure.is(StandardError.NO_REPLY));
    assertTrue(failure.text().contains("Refresh of " + Names.BUS_NAME), failure.text());
  }

  @Test
  void asynchronousCallsFailAsOthersDo() throws Exception {
    assertEquals("{\"schema\":1}", client.callAsync(request("Describe")).get().string(0));
    ExecutionException late =
        assertThrows(
            ExecutionException.class,
            () -> client.callAsync(request("Refresh").within(Duration.ofMillis(50))).get());
    assertCause(StandardError.NO_REPLY, late);
  }

  @Test
  void requestThatTheBusWouldRefuseIsRefusedHere() throws Exception {
    assertThrows(
        WireException.class,
        () -> client.call(new Request("no bus name", "/", Names.MODE_CONTROLLER, "Describe")));
    assertThrows(
        WireException.class,
        () -> client.call(new Request(Names.BUS_NAME, "/a/", Names.MODE_CONTROLLER, "Describe")));
    assertThrows(
        WireException.class, () -> client.call(request("EvaluateGuards").with("s", "a\0b")));

    assertEquals("{\"schema\":1}", client.call(request("Describe")).string(0));
  }

  @Test
  void interruptedCallerDoesNotCostTheConnection() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> client.call(request("Refresh")));

    assertEquals("{\"schema\":1}", client.call(request("Describe")).string(0));
  }

  @Test
  void signalsComeInOrder() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    ModeControllerSignals emitter = new ModeControllerSignals(service.server);
    for (int i = 0; i < 1000; i++) {
      emitter.holdReleased(i, "released");
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, signals.take().arguments().integer(0));
    }
  }

  @Test
  void signalsOfOthersThanTheOwnerOfTheNameAreDropped() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased").withArg0("forged"),
        signals::add);
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    RawClient forger = service.bus.connectRaw();

    forger.sendSignal(
        client.uniqueName(),
        Names.ROOT_PATH.value(),
        Names.MODE_CONTROLLER,
        "HoldReleased",
        "forged");
    // The forger's answer shows that the bus has passed its signal on before the true one.
    forger.call(
        new RawCall(Names.BUS_NAME, Names.ROOT_PATH.value())
            .member(Names.MODE_CONTROLLER, "Describe"));
    new ModeControllerSignals(service.server).holdReleased(7, "released");

    assertEquals(List.of(7L, "released"), signals.take().arguments().values());
    assertTrue(signals.isEmpty());
  }

  @Test
  void nextOwnerOfTheNameIsHeard() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal("org.dubnium.Later", Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    service.server.requestName("org.dubnium.Later");
    new ModeControllerSignals(service.server).holdReleased(8, "released");

    assertEquals(8, signals.take().arguments().integer(0));
  }

  @Test
  void closedSubscriptionIsSilent() throws Exception {
    BlockingQueue<Signal> first = new LinkedBlockingQueue<>();
    BlockingQueue<Signal> second = new LinkedBlockingQueue<>();
    MatchRule rule = MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased");
    Subscription closed = client.subscribe(rule, first::add);
    client.subscribe(rule, second::add);
    closed.close();
    closed.close();
    new ModeControllerSignals(service.server).holdReleased(9, "released");

    assertEquals(9, second.take().arguments().integer(0));
    assertTrue(first.isEmpty());
  }

  @Test
  void callToClientThatServesNothingIsRefused() throws Exception {
    BusClient other = service.bus.connect();

    assertEquals(
        StandardError.UNKNOWN_OBJECT.errorName(),
        failure(new Request(other.uniqueName(), "/", "org.freedesktop.DBus.Peer", "Ping")));
  }

  @Test
  void clientThatGoesIsSeenToGo() throws Exception {
    BusClient other = service.bus.connect();
    BlockingQueue<Optional<String>> owners = new LinkedBlockingQueue<>();
    client.watchName(other.uniqueName(), owners::add);
    other.close();

    assertEquals(Optional.empty(), owners.take());
    assertEquals(Optional.empty(), client.owner(other.uniqueName()));
  }

  @Test
  void credentialsAreThoseOfTheProcess() throws Exception {
    Credentials credentials = client.credentials(client.uniqueName());

    assertEquals(ProcessHandle.current().pid(), credentials.pid());
  }

  @Test
  void lostConnectionFailsWaitingCallsAndIsToldOnce() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    client.onDisconnect(told::add);
    CompletableFuture<Arguments> waiting = client.callAsync(request("Refresh"));

    service.bus.kill();

    ExecutionException failure = assertThrows(ExecutionException.class, waiting::get);
    assertCause(StandardError.DISCONNECTED, failure);
    String reason = told.take();
    assertEquals(StandardError.DISCONNECTED.errorName(), failure(request("Describe")));
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

    assertEquals(StandardError.DISCONNECTED.errorName(), failure(request("Describe")));
    assertTrue(told.isEmpty());
  }

  @Test
  void busThatIsNotThereIsNamed() {
    IOException failure =
        assertThrows(
            IOException.class,
            () -> BusClient.connect(BusAddress.of("unix:path=/nonexistent/bus"), Runnable::run));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("cannot connect to the bus at /nonexistent/bus: "), message);
  }

  @Test
  void nameThatSomebodyHasCannotBeTaken() throws Exception {
    BusClient other = service.bus.connect();
    BusException failure =
        assertThrows(
            BusException.class,
            () -> BusServer.on(other, Names.ROOT_PATH).requestName(Names.BUS_NAME));

    assertTrue(failure.text().contains("somebody else has it"), failure.text());
  }
}
