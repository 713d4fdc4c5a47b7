package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.listen.Limits;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Unix socket, and what the kernel says of who connects to it. */
@Timeout(60)
class UnixSocketTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private TestApi serve(Path socket) throws IOException {
    Router router =
        new Router()
            .on("GET", "/api/whoami", request -> Response.json(whoIs(request.peer())));
    return new TestApi(
        router,
        new ListenSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(socket),
            Set.of()),
        Limits.DEFAULT);
  }

  private static Map<String, Object> whoIs(Peer peer) {
    return switch (peer) {
      case Peer.LocalUser user ->
          Map.of("uid", user.uid(), "gid", user.gid(), "pid", user.pid());
      case Peer.Network network -> Map.of("address", network.remote().getHostString());
    };
  }

  private static String ask(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var _ =
          channel.write(
              ByteBuffer.wrap(
                  (request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII)));
      return new String(
          Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whoeverAsksIsKnownAsTheKernelHasThem() throws Exception {
    Path socket = folder.resolve("agent.sock");
    try (TestApi api = serve(socket)) {
      String answer = ask(socket, "GET /api/whoami");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      UnixSystem me = new UnixSystem();
      JsonNode who = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
      assertEquals(me.getUid(), who.path("uid").asLong());
      assertEquals(me.getGid(), who.path("gid").asLong());
      assertEquals(ProcessHandle.current().pid(), who.path("pid").asLong());
      assertEquals(
          "{\"address\":\"127.0.0.1\"}",
          api.send(api.to("/api/whoami")).body().replace("localhost", "127.0.0.1"));
    }
  }

  @Test
  void everybodyOfThisMachineMayConnect() throws Exception {
    Path socket = folder.resolve("agent.sock");
    try (TestApi api = serve(socket)) {
      assertTrue(api.server.address().getPort() > 0);
      assertEquals(
          PosixFilePermissions.fromString("rw-rw-rw-"), Files.getPosixFilePermissions(socket));
    }
    assertFalse(Files.exists(socket));
  }

  @Test
  void whatAServiceThatWasKilledLeftIsReplaced() throws Exception {
    Path socket = folder.resolve("agent.sock");
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    var _ = killed.bind(UnixDomainSocketAddress.of(socket));
    killed.close();
    try (TestApi api = serve(socket)) {
      assertTrue(api.server.address().getPort() > 0);
      assertTrue(ask(socket, "GET /api/whoami").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void whereAnotherServiceListensThisOneDoesNot() throws Exception {
    Path socket = folder.resolve("agent.sock");
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = other.bind(UnixDomainSocketAddress.of(socket));
      IOException refused = assertThrows(IOException.class, () -> serve(socket));
      assertEquals(
          "cannot listen on " + socket + ": another service does", refused.getMessage());
    }
    assertTrue(Files.exists(socket));
  }

  @Test
  void whereThereIsNoFolderItSaysSo() {
    Path socket = folder.resolve("none/agent.sock");
    IOException refused = assertThrows(IOException.class, () -> serve(socket));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot listen: cannot bind " + socket), message);
  }
}
