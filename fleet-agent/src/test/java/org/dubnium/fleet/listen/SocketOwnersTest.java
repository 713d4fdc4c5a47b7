package org.dubnium.fleet.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketOwnersTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  @TempDir private Path folder;

  private Path table(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + rows);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Test
  void areThoseWhoAreConnectedToThePort() throws Exception {
    // The listener, alice's end and ours of one connection, what is left of one of carol's, and one
    // of dave's to another port.
    Path four =
        table(
            "tcp",
            """
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000   990        0 1
               1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2
               2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000   990        0 3
               3: 0100007F:C352 0100007F:1F90 05 00000000:00000000 00:00000000 00000000     0        0 0
               4: 0100007F:C354 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1003        0 6
            """);
    Path six =
        table(
            "tcp6",
            "   0: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:1F90 01"
                + " 00000000:00000000 00:00000000 00000000  1001        0 4\n"
                + "   1: 00000000000000000000000001000000:C353 00000000000000000000000001000000:1F90"
                + " 01 00000000:00000000 00:00000000 00000000  4294967294        0 5\n");
    assertEquals(
        Map.of(
            at("127.0.0.1", 50000), 1000L,
            at("127.0.0.1", 50001), 1001L,
            at("::1", 50003), 4294967294L),
        new SocketOwners(List.of(four, six)).connectedTo(8080));
  }

  @Test
  void aKernelWithoutIpv6HasOneTableLess() throws Exception {
    Path four = table("tcp", "");
    assertEquals(
        Map.of(), new SocketOwners(List.of(four, folder.resolve("tcp6"))).connectedTo(8080));
  }

  @Test
  void aTableThatCannotBeReadIsAnError() {
    for (Path table : List.of(folder, folder.resolve("none"))) {
      assertThrows(
          IOException.class, () -> new SocketOwners(List.of(table)).connectedTo(8080));
    }
  }

  @Test
  void aRealConnectionIsOurOwn() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      assertEquals(
          Map.of(client.getLocalSocketAddress(), new UnixSystem().getUid()),
          new SocketOwners().connectedTo(server.getLocalPort()));
    }
  }
}
