package org.dubnium.testbed.runpod.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.testbed.runpod.PodLaunch;
import org.dubnium.testbed.runpod.PublicPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CommandHostTest {

  private static final PodLaunch LAUNCH =
      new PodLaunch(
          "p1", "worker", "x", "", Map.of("A", "b"), List.of("8000/http"), "NVIDIA A40", 2);

  private final Path folder;
  private final CompletableFuture<String> failed = new CompletableFuture<>();

  CommandHostTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPodIsMadeStoppedAndRemovedInThisOrder() throws Exception {
    CommandHost host =
        host("echo '{\"ports\":[{\"private\":8000,\"ip\":\"10.0.0.2\",\"public\":80}]}'");
    host.start(LAUNCH);
    host.stop("p1");
    host.start(LAUNCH);
    host.terminate("p1");
    host.terminate("never made");
    host.close();
    List<String> said = Files.readAllLines(folder.resolve("said"));
    assertEquals(
        List.of("start", "stop", "start", "terminate"),
        said.stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
    assertTrue(said.getFirst().contains("\"id\":\"p1\""));
    assertTrue(said.getFirst().contains("\"env\":{\"A\":\"b\"}"));
    assertTrue(said.getFirst().contains("\"gpus\":2"));
  }

  @Test
  void thePortsAreThoseThatItPrints() throws Exception {
    CommandHost host =
        host("echo '{\"ports\":[{\"private\":8000,\"ip\":\"10.0.0.2\",\"public\":80}]}'");
    host.start(LAUNCH);
    Optional<PublicPort> port = Optional.empty();
    while (port.isEmpty()) {
      // Nothing tells when the command has ended; the test has a deadline.
      Thread.sleep(20);
      port = host.publicPort("p1", 8000);
    }
    assertEquals(Optional.of(new PublicPort("10.0.0.2", 80)), port);
    assertEquals(Optional.empty(), host.publicPort("p1", 9000));
    host.stop("p1");
    assertEquals(Optional.empty(), host.publicPort("p1", 8000));
    host.close();
    assertTrue(Files.readString(folder.resolve("said")).contains("terminate"));
  }

  @Test
  void aFailedStartIsTold() throws Exception {
    CommandHost host = host("exit 3");
    host.start(LAUNCH);
    assertEquals("p1", failed.get(60, TimeUnit.SECONDS));
    host.close();
  }

  private CommandHost host(String command) throws IOException {
    Path program = folder.resolve("hook");
    Files.writeString(
        program,
        "#!/bin/sh\nread -r pod\necho \"$1 $pod\" >>'%s'\n%s\n"
            .formatted(folder.resolve("said"), command));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new CommandHost(new HookCommand(program), id -> failed.complete(id));
  }
}
