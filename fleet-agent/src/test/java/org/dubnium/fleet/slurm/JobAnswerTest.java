package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.slurm.CommandRunner.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the jobs' user over the socket, and what the answer means. */
class JobAnswerTest {

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ServerSocketChannel server;

  private Path socket() {
    return directory.resolve("jobs.sock");
  }

  @BeforeEach
  void begin() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  /** Answers the next that comes; returns what that one asks. */
  private CompletableFuture<String> answer(String text) {
    CompletableFuture<String> asked = new CompletableFuture<>();
    threads.execute(
        () -> {
          try (SocketChannel connection = server.accept()) {
            asked.complete(
                new String(
                    Channels.newInputStream(connection).readAllBytes(), StandardCharsets.UTF_8));
            ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (left.hasRemaining()) {
              connection.write(left);
            }
          } catch (IOException e) {
            asked.completeExceptionally(e);
          }
        });
    return asked;
  }

  private JobUserRunner user() {
    return new JobUserRunner(socket(), Duration.ofMinutes(1), threads);
  }

  private Result<byte[]> submit() throws Exception {
    return user()
        .run(List.of("sbatch", "--job-name=a b"), "#!/bin/sh\nö\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wordsAndInputAreToldApart() throws Exception {
    CompletableFuture<String> asked = answer("17;cluster\0warning\0" + 3);
    Result<byte[]> ended = submit();
    assertEquals(
        "sbatch\0--job-name=a b\0\0#!/bin/sh\nö\n", asked.get(1, TimeUnit.MINUTES));
    assertEquals(3, ended.status());
    assertEquals("17;cluster", new String(ended.output(), StandardCharsets.UTF_8));
    assertEquals("warning", ended.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "17\0", "17\0\0", "17\0\0x", "17\0\0-1", "17\0\0" + "1000"})
  void anAnswerWithoutAStatusSaysNothing(String text) {
    var _ = answer(text);
    SlurmException unknown = assertThrows(SlurmException.class, this::submit);
    assertEquals(
        "cannot tell how sbatch ended (journalctl -u 'fleet-jobs@*')", unknown.getMessage());
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    var _ = answer("x".repeat(70_000));
    SlurmException flood = assertThrows(SlurmException.class, this::submit);
    assertTrue(
        String.valueOf(flood.getMessage()).contains("it is more than 65536 bytes"),
        flood.getMessage());
  }

  @Test
  void whoCannotBeAskedIsSaidToBeSoInPlainWords() throws Exception {
    server.close();
    String why = String.valueOf(assertThrows(SlurmException.class, this::submit).getMessage());
    assertTrue(why.startsWith("cannot run sbatch as the jobs' user: "), why);
    assertFalse(why.contains("Exception"), why);
  }

  @Test
  void itSubmitsAndCancelsAndNothingElse() {
    assertTrue(user().has("sbatch"));
    assertTrue(user().has("scancel"));
    assertFalse(user().has("scontrol"));
  }
}
