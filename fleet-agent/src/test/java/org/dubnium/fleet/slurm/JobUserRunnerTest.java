package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.fleet.slurm.CommandRunner.DeadlineException;
import org.dubnium.fleet.slurm.CommandRunner.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the program itself that systemd starts for each connection. */
class JobUserRunnerTest {

  private static final Path PROGRAM = Path.of("../systemd/libexec-fleet/slurm-job");

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Process> programs = new CopyOnWriteArrayList<>();
  private FakeSlurm slurm;
  private ServerSocketChannel server;

  private Path socket() {
    return directory.resolve("jobs.sock");
  }

  @BeforeEach
  void begin() throws IOException {
    slurm = new FakeSlurm(directory).of2411();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    threads.execute(this::accept);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    for (Process started : programs) {
      started.descendants().forEach(ProcessHandle::destroyForcibly);
      started.destroyForcibly();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        threads.execute(() -> answer(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** As fleet-jobs@.service does. */
  private void answer(SocketChannel connection) {
    ProcessBuilder program = new ProcessBuilder("/bin/bash", PROGRAM.toString());
    program.environment().put("PATH", directory + ":/usr/bin:/bin");
    try (connection) {
      Process process = program.start();
      programs.add(process);
      threads.execute(() -> copy(Channels.newInputStream(connection), process.getOutputStream()));
      copy(process.getInputStream(), Channels.newOutputStream(connection));
    } catch (IOException gone) {
      // Whoever asked has had enough.
    }
  }

  private static void copy(InputStream from, OutputStream to) {
    try (to) {
      var _ = from.transferTo(to);
    } catch (IOException gone) {
      // The other end has.
    }
  }

  private Result<byte[]> run(Duration deadline, String input, String... words)
      throws SlurmException, DeadlineException, InterruptedException {
    return new JobUserRunner(socket(), deadline, threads)
        .run(List.of(words), input.getBytes(StandardCharsets.UTF_8));
  }

  private Result<byte[]> run(String input, String... words) throws Exception {
    return run(Duration.ofMinutes(1), input, words);
  }

  @Test
  void itsWordsAndItsScriptReachSbatch() throws Exception {
    String script = "#!/bin/sh\necho 'ö' \"$HOME\"\n\n";
    Result<byte[]> ended = run(script, "sbatch", "--parsable", "--job-name=a b\n$(touch x)'");
    assertEquals(0, ended.status(), ended.errors());
    assertEquals("17;cluster", new String(ended.output(), StandardCharsets.UTF_8));
    assertEquals(script, slurm.script());
    assertEquals(
        List.of("sbatch", "--parsable", "--job-name=a b", "$(touch x)'"), slurm.words());
  }

  @Test
  void whatTheCommandSaysOfItsFailureComesBack() throws Exception {
    slurm.command("scancel", "echo 'Access/permission denied' >&2; exit 7");
    Result<byte[]> ended = run("", "scancel", "--verbose", "17");
    assertEquals(7, ended.status());
    assertEquals("Access/permission denied", ended.lastErrorLine());
  }

  @Test
  void nothingElseIsRun() throws Exception {
    for (String command : List.of("scontrol", "/bin/sh", "sh", "")) {
      assertTrue(run("", command, "-c", "echo no").status() != 0, command);
    }
    assertEquals(List.of(), slurm.words());
    assertFalse(new JobUserRunner(socket(), Duration.ofMinutes(1), threads).has("scontrol"));
  }

  @Test
  void whoeverIsNotThereIsSaidToBe() {
    JobUserRunner nobody = new JobUserRunner(directory.resolve("none.sock"), Duration.ofMinutes(1), threads);
    assertFalse(nobody.has("sbatch"));
    SlurmException failure =
        assertThrows(SlurmException.class, () -> nobody.run(List.of("sbatch"), new byte[0]));
    assertTrue(String.valueOf(failure.getMessage()).contains("fleet-jobs.socket"));
  }

  @Test
  void oneThatDoesNotEndIsNotWaitedFor() throws Exception {
    slurm.command("scancel", "exec /bin/sleep 600");
    assertThrows(DeadlineException.class, () -> run(Duration.ofMillis(300), "", "scancel", "1"));
  }

  /** What others submitted, Slurm lets only an operator cancel, who this service may be. */
  @Test
  void aJobOfOthersIsCancelledWithTheRightsOfTheService() throws Exception {
    SlurmActions actions =
        new SlurmActions(
            slurm.settings(Duration.ofMinutes(1)).withJobSocket(Optional.of(socket())), threads);
    slurm.command(
        "scancel",
        "if [ \"$PATH\" = \"$here\" ]; then echo own >> \"$here/asked\"; exit 0; fi\n"
            + "echo jobs >> \"$here/asked\"; echo 'Access/permission denied' >&2; exit 1");
    actions.cancel("42+1");
    assertEquals(List.of("jobs", "own"), Files.readAllLines(directory.resolve("asked")));
  }
}
