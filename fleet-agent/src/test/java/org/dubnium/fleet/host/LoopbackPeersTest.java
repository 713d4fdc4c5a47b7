package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.security.auth.module.UnixSystem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackPeersTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  @TempDir private Path folder;

  /** Two connections to 127.0.0.1:8080, by alice and by bob, and what is left of one of carol's. */
  private LoopbackPeers kernel() throws Exception {
    Path four = folder.resolve("tcp");
    Files.writeString(
        four,
        HEADER
            + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000   990        0 1\n"
            + "   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2\n"
            + "   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000   990        0 3\n"
            + "   3: 0100007F:C352 0100007F:1F90 06 00000000:00000000 00:00000000 00000000  1002        0 0\n");
    Path six = folder.resolve("tcp6");
    Files.writeString(
        six,
        HEADER
            + "   0: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:1F90 01"
            + " 00000000:00000000 00:00000000 00000000  1001        0 4\n"
            + "   1: 00000000000000000000000001000000:C353 00000000000000000000000001000000:1F90 01"
            + " 00000000:00000000 00:00000000 00000000  1003        0 5\n");
    return new LoopbackPeers(List.of(four, six));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 50000, 1000",
    "127.0.0.1, 50001, 1001",
    "::1,       50003, 1003",
    "127.0.0.1, 50002, -1", // in TIME-WAIT: nobody's
    "127.0.0.1, 50009, -1",
    "192.0.2.7, 50000, -1",
  })
  void isWhoeverOwnsTheOtherEnd(String address, int port, long uid) throws Exception {
    InetAddress peer = InetAddress.ofLiteral(address);
    InetAddress own = peer.getAddress().length == 4 ? InetAddress.ofLiteral("127.0.0.1") : peer;
    assertEquals(
        uid < 0 ? OptionalLong.empty() : OptionalLong.of(uid),
        kernel().owner(new InetSocketAddress(own, 8080), new InetSocketAddress(peer, port)));
  }

  @Test
  void aRealConnectionIsOurOwn() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      assertEquals(
          OptionalLong.of(new UnixSystem().getUid()),
          new LoopbackPeers()
              .owner(
                  (InetSocketAddress) accepted.getLocalSocketAddress(),
                  (InetSocketAddress) accepted.getRemoteSocketAddress()));
      assertEquals(client.getLocalPort(), accepted.getPort());
    }
  }
}
