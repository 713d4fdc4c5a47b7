package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmClientTest {

  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private void awaitFile(String name) throws IOException, InterruptedException {
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      var _ = directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(directory.resolve(name))) {
        WatchKey key = watch.poll(1, TimeUnit.MINUTES);
        assertNotNull(key);
        key.pollEvents();
        key.reset();
      }
    }
  }

  /** A command that is a shell script, with the test's own directory in {@code $here}. */
  private void command(String name, String script) throws IOException {
    Path path = directory.resolve(name);
    Files.writeString(path, "#!/bin/sh\nhere='" + directory + "'\n" + script + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Prints a sample whatever it is asked for, its version excepted. */
  private void prints(String command, String version, String sample) throws IOException {
    Files.write(directory.resolve(command + ".out"), SlurmOutput.bytes(sample));
    command(
        command,
        "if [ \"$1\" = --version ]; then echo '"
            + version
            + "'; else echo \"$0 $*\" >> \"$here/asked\"; /bin/cat \"$0.out\"; fi");
  }

  private void slurm2411() throws IOException {
    prints("sinfo", "slurm 24.11.5", "24.11/scontrol-show-node.json");
    prints("scontrol", "slurm 24.11.5", "24.11/scontrol-show-node.json");
    prints("squeue", "slurm 24.11.5", "24.11/squeue.json");
  }

  private SlurmReading read(Duration deadline, int most) throws InterruptedException {
    SlurmSettings settings =
        new SlurmSettings(List.of(directory), Optional.empty(), deadline, most, Optional.empty());
    return new SlurmClient(settings, InstantSource.fixed(AT), threads).read();
  }

  private SlurmReading read() throws InterruptedException {
    return read(MINUTE, 1 << 20);
  }

  private String silent(Duration deadline, int most) throws InterruptedException {
    String why = assertInstanceOf(SlurmReading.Silent.class, read(deadline, most)).why();
    assertTrue(why.startsWith("cannot "), why);
    return why;
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(directory.resolve("asked")).stream()
        .map(line -> line.replace(directory + "/", ""))
        .toList();
  }

  /** The cluster is not asked by another configuration that there may be. */
  @Test
  void whileTheControllerHasNoAddressNothingIsAsked() throws Exception {
    Path file = directory.resolve("slurm.conf");
    var configuration = new ClientConfiguration(file);
    configuration.forget();
    SlurmClient client =
        new SlurmClient(
            new FakeSlurm(directory).of2411().settings(Duration.ofSeconds(60)).withConfiguration(Optional.of(file)),
            Instant::now,
            threads);
    assertInstanceOf(SlurmReading.Silent.class, client.read());
    configuration.use("lab", "head-0", "203.0.113.7", 31017);
    assertInstanceOf(SlurmReading.Known.class, client.read());
  }

  @Test
  void asks2411ForJson() throws Exception {
    slurm2411();
    SlurmReading.Known known = assertInstanceOf(SlurmReading.Known.class, read());
    assertEquals(AT, known.at());
    assertEquals("24.11.5", known.version().text());
    assertEquals(new SlurmStatus.Queue(2, 1, 0, 0, 0), known.status().queue());
    assertEquals(3, known.jobs().size());
    assertEquals(
        List.of("scontrol --json show nodes", "squeue --all --states=all --json"), asked());
  }

  @Test
  void asks2205ForWhatItHas() throws Exception {
    prints("sinfo", "slurm-wlm 22.05.8", "22.05/sinfo.json");
    prints("squeue", "slurm-wlm 22.05.8", "22.05/squeue.json");
    command("scontrol", "exit 1");
    SlurmReading.Known known = assertInstanceOf(SlurmReading.Known.class, read());
    assertEquals(5, known.status().nodes().size());
    assertEquals(List.of("sinfo --json", "squeue --json"), asked());
  }

  /** A Slurm without the library for JSON, and one that is older than JSON. */
  @ParameterizedTest
  @CsvSource({"slurm-wlm 22.05.8", "slurm 24.11.5", "slurm-wlm 20.11.4"})
  void asksForLinesWhereJsonIsNot(String version) throws Exception {
    String noJson =
        "for a in \"$@\"; do if [ \"$a\" = --json ]; then"
            + " echo \"error: cannot find serializer/json\" >&2; exit 1; fi; done\n";
    Files.write(directory.resolve("scontrol.out"), SlurmOutput.bytes("lines/scontrol.txt"));
    Files.write(directory.resolve("squeue.out"), SlurmOutput.bytes("lines/squeue.txt"));
    command("sinfo", noJson + "echo '" + version + "'");
    command("scontrol", noJson + "/bin/cat \"$0.out\"");
    command("squeue", noJson + "/bin/cat \"$0.out\"");
    SlurmReading.Known known = assertInstanceOf(SlurmReading.Known.class, read());
    assertEquals(2, known.status().nodes().size());
    assertEquals(4, known.jobs().size());
  }

  /** In a large cluster JSON takes minutes, and lines a second. */
  @Test
  void linesAreReadFromThenOnWhereJsonComesTooLate() throws Exception {
    slurm2411();
    Files.write(directory.resolve("scontrol.out"), SlurmOutput.bytes("lines/scontrol.txt"));
    command(
        "scontrol",
        "case \"$*\" in *--json*) echo json >> \"$here/asked\"; /bin/sleep 600;; *) /bin/cat \"$0.out\";; esac");
    command(
        "squeue",
        "case \"$*\" in *--json*) echo json >> \"$here/asked\"; /bin/sleep 600;; *)"
            + " printf '41|gpu|ann|RUNNING|n1|None|1795000000|1795000001|1:00:00|gpu:1|1|1795003601|4|solo\\n';; esac");
    SlurmSettings settings =
        new SlurmSettings(List.of(directory), Optional.empty(), Duration.ofSeconds(2), 1 << 20, Optional.empty());
    SlurmClient commands = new SlurmClient(settings, InstantSource.fixed(AT), threads);
    for (int reading = 0; reading < 3; reading++) {
      SlurmReading.Known known = assertInstanceOf(SlurmReading.Known.class, commands.read());
      assertEquals(List.of("solo"), known.jobs().stream().map(SlurmJob::name).toList());
    }
    assertEquals(List.of("json"), asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sinfo", "squeue", "scontrol"})
  void commandThatIsMissingMeansAbsent(String missing) throws Exception {
    slurm2411();
    Files.delete(directory.resolve(missing));
    SlurmReading.Absent absent = assertInstanceOf(SlurmReading.Absent.class, read());
    assertTrue(absent.why().startsWith("cannot find " + missing), absent.why());
  }

  @Test
  void whatIsNoFileIsNoCommand() throws Exception {
    slurm2411();
    Files.delete(directory.resolve("sinfo"));
    Files.createDirectory(directory.resolve("sinfo"));
    assertInstanceOf(SlurmReading.Absent.class, read());
  }

  @Test
  void controllerThatDoesNotAnswerIsAReason() throws Exception {
    slurm2411();
    command("scontrol", "echo first >&2; echo 'Unable to contact \033[1mslurm' >&2; exit 3");
    String why = silent(MINUTE, 1 << 20);
    assertTrue(why.contains("scontrol: it ended with 3: Unable to contact"), why);
    assertFalse(why.contains("\033"), why);
  }

  @Test
  void commandThatPrintsNonsenseIsAReason() throws Exception {
    slurm2411();
    command("sinfo", "echo hello");
    assertTrue(silent(MINUTE, 1 << 20).contains("version"));
  }

  @Test
  void commandThatIsNoProgramIsAReason() throws Exception {
    slurm2411();
    Files.writeString(directory.resolve("sinfo"), "#!/nowhere/sh\n");
    assertTrue(silent(MINUTE, 1 << 20).contains("cannot run sinfo"));
  }

  @Test
  void commandThatHangsIsEnded() throws Exception {
    slurm2411();
    command("sinfo", "exec /bin/sleep 600");
    assertTrue(silent(SHORT, 1 << 20).contains("sinfo: it did not end within 300 ms"));
  }

  @Test
  void commandThatClosesItsOutputAndHangsIsEnded() throws Exception {
    slurm2411();
    command("sinfo", "exec >&- 2>&-\nexec /bin/sleep 600");
    assertTrue(silent(SHORT, 1 << 20).contains("did not end"));
  }

  @Test
  void floodIsCutOff() throws Exception {
    slurm2411();
    command("sinfo", "while :; do echo 'slurm 24.11.5 slurm 24.11.5 slurm 24.11.5'; done");
    assertEquals(
        "cannot use what sinfo prints: it is more than 10000 bytes", silent(MINUTE, 10_000));
  }

  @Test
  void floodOfErrorsIsNoObstacle() throws Exception {
    slurm2411();
    command(
        "sinfo",
        "i=0; while [ $i -lt 500 ]; do echo warning >&2; i=$((i+1)); done; echo slurm 24.11.5");
    assertInstanceOf(SlurmReading.Known.class, read());
  }

  @Test
  void commandsKnowNothingOfThisProcess() throws Exception {
    slurm2411();
    command(
        "sinfo",
        "/usr/bin/env > \"$here/environment\"; pwd > \"$here/where\"; echo slurm 24.11.5");
    SlurmSettings settings =
        new SlurmSettings(
            List.of(directory), Optional.of(Path.of("/etc/other.conf")), MINUTE, 1 << 20, Optional.empty());
    var _ = new SlurmClient(settings, InstantSource.fixed(AT), threads).read();
    Set<String> environment =
        Files.readAllLines(directory.resolve("environment")).stream()
            .filter(line -> !line.startsWith("_=") && !line.startsWith("PWD="))
            .filter(line -> !line.startsWith("SHLVL=") && !line.startsWith("OLDPWD="))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "PATH=" + directory,
            "LC_ALL=C.UTF-8",
            "SLURM_TIME_FORMAT=%s",
            "SLURM_BITSTR_LEN=256",
            "SLURM_CONF=/etc/other.conf"),
        environment);
    assertEquals("/", Files.readString(directory.resolve("where")).strip());
  }

  @Test
  void commandsHaveNothingToRead() throws Exception {
    slurm2411();
    command("sinfo", "/bin/cat; echo slurm 24.11.5");
    assertInstanceOf(SlurmReading.Known.class, read());
  }

  @Test
  void interruptEndsTheCommandAndItsChildren() throws Exception {
    slurm2411();
    command(
        "sinfo",
        """
        /bin/sleep 600 &
        echo $! > "$here/written"
        /bin/mv "$here/written" "$here/child"
        wait""");
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    var _ = read();
                    interrupted.complete(false);
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                  }
                });
    awaitFile("child");
    reader.interrupt();
    assertTrue(interrupted.get(1, TimeUnit.MINUTES));
    long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    Optional<ProcessHandle> handle = ProcessHandle.of(child);
    if (handle.isPresent()) {
      var _ = handle.get().onExit().get(1, TimeUnit.MINUTES);
    }
  }
}
