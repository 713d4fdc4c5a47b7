package org.dubnium.dbus.client;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.transport.BusAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client comes to a bus, and what is left of one that does not. */
class BusConnectTest {

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
  void whoIsInterruptedDoesNotConnect() throws Exception {
    try (PrivateBus bus = PrivateBus.start()) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, bus::connect);
    }
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
}
