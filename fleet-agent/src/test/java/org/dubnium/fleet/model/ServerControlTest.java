package org.dubnium.fleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a real socket; what answers at its other end is tested by systemd/test/vllm_control.bats. */
class ServerControlTest {

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String answer = "ok\n";
  private ServerSocketChannel server;

  @BeforeEach
  void begin() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    threads.execute(this::accept);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private Path socket() {
    return directory.resolve("control.sock");
  }

  private void accept() {
    try {
      while (true) {
        try (SocketChannel connection = server.accept()) {
          asked.add(
              new BufferedReader(
                      new InputStreamReader(
                          Channels.newInputStream(connection), StandardCharsets.UTF_8))
                  .readLine());
          connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private ServerControl control(Path at) {
    return new ServerControl(Optional.of(at), Duration.ofMinutes(1), threads);
  }

  @Test
  void eachRequestIsALine() throws Exception {
    control(socket()).sleep(2);
    control(socket()).wake();
    assertEquals(List.of("sleep 2", "wake"), asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conflict cannot sleep: busy    | CONFLICT    | cannot sleep: busy",
        "invalid cannot do that         | INVALID     | cannot do that",
        "unavailable cannot wake: dead  | UNAVAILABLE | cannot wake: dead",
        "conflict no sentence of ours   | CONFLICT    | cannot tell what became of the model server (journalctl -u 'vllm-control@*')",
        "''                             | UNAVAILABLE | cannot tell what became of the model server (journalctl -u 'vllm-control@*')",
      })
  void whatItRefusesIsToldByItsKind(String line, Kind kind, String message) {
    answer = line;
    OperationException refused =
        assertThrows(OperationException.class, () -> control(socket()).wake());
    assertEquals(kind, refused.kind());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void anAnswerWithoutEndIsNotKept() {
    answer = "conflict cannot " + "x".repeat(1 << 20);
    OperationException refused =
        assertThrows(OperationException.class, () -> control(socket()).wake());
    assertEquals(Kind.UNAVAILABLE, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).length() < 300);
  }

  @Test
  void whoeverIsNotThereIsSaidToBe() {
    OperationException refused =
        assertThrows(
            OperationException.class, () -> control(directory.resolve("none.sock")).sleep(1));
    assertEquals(Kind.UNAVAILABLE, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("vllm-control.socket"));
  }

  @Test
  void withoutASocketNothingIsAsked() {
    ServerControl none = new ServerControl(Optional.empty(), Duration.ofMinutes(1), threads);
    assertEquals(
        Kind.NOT_FOUND, assertThrows(OperationException.class, none::wake).kind());
  }
}
