package org.dubnium.daemon.adapter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.fixture.ChildJvm;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.Samples;
import org.dubnium.daemon.port.TransitionLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransitionLockTest {

  @TempDir Path directory;
  private Path file = Path.of(".");
  private TransitionLock lock = lockIn(Path.of("."));

  private static TransitionLock lockIn(Path directory) {
    return new FileTransitionLock(directory, "this-boot", Samples.CLOCK);
  }

  @BeforeEach
  void create() {
    file = directory.resolve("lock");
    lock = lockIn(directory);
  }

  /** Takes the lock, says so, and keeps it for as long as it lives. */
  static final class Holding {

    private Holding() {}

    public static void main(String[] arguments) throws Exception {
      Optional<TransitionLock.Held> held =
          lockIn(Path.of(arguments[0])).acquire(Samples.ID);
      System.out.println(held.isPresent());
      Thread.currentThread().join();
    }
  }

  private TransitionLock.Held take() throws IOException {
    return lock.acquire(Samples.ID).orElseThrow();
  }

  @Test
  void secondTakerInTheSameProcessGetsNothing() throws IOException {
    try (TransitionLock.Held held = take()) {
      assertEquals(Optional.empty(), held.takenOverFrom());
      assertTrue(lock.acquire(Samples.ID).isEmpty());
      assertTrue(lockIn(directory).acquire(Samples.ID).isEmpty());
    }
    try (TransitionLock.Held again = take()) {
      assertEquals(Optional.empty(), again.takenOverFrom());
    }
  }

  @Test
  void givingBackTwiceDoesNotGiveBackTheNextOnes() throws IOException {
    TransitionLock.Held first = take();
    first.close();
    try (TransitionLock.Held second = take()) {
      first.close();
      assertTrue(lock.acquire(Samples.ID).isEmpty());
      assertEquals(Optional.empty(), second.takenOverFrom());
    }
  }

  @Test
  void fileTellsWhoHoldsIt() throws IOException {
    try (TransitionLock.Held held = take()) {
      assertEquals(Optional.empty(), held.takenOverFrom());
      JsonObject holder = JsonObject.parse(Files.readAllBytes(file));
      assertEquals(ProcessHandle.current().pid(), holder.number("pid"));
      assertEquals("this-boot", holder.string("bootId"));
      assertTrue(holder.string("startedAt").endsWith("Z"));
      assertEquals(Samples.ID.toString(), holder.string("transition"));
    }
    assertEquals(0, Files.size(file));
  }

  @Test
  void othersSeeItByFlock() throws Exception {
    try (TransitionLock.Held held = take()) {
      assertEquals(Optional.empty(), held.takenOverFrom());
      assertEquals(1, flock());
    }
    assertEquals(0, flock());
  }

  private int flock() throws Exception {
    return new ProcessBuilder("flock", "--nonblock", file.toString(), "true").start().waitFor();
  }

  @Test
  void livingHolderKeepsItAndDeadOneIsTakenOverAndNamed() throws IOException {
    try (ChildJvm other = ChildJvm.start("", Holding.class, directory)) {
      assertEquals("true", other.line());
      assertTrue(lock.acquire(Samples.ID).isEmpty());

      other.kill();

      try (TransitionLock.Held held = take()) {
        assertEquals(
            Optional.of(
                "process %d, transition %s, which took it at 2026-11-21T10:15:30.123456Z"
                    .formatted(other.process().pid(), Samples.ID)),
            held.takenOverFrom());
      }
    }
  }

  @Test
  void unreadableNameIsTakenOverAllTheSame() throws IOException {
    Files.writeString(file, "what?");
    try (TransitionLock.Held held = take()) {
      assertEquals(Optional.of("somebody who left no readable name"), held.takenOverFrom());
    }
  }

  @Test
  void lockThatCannotBeMadeIsAFailureNotAHolder() {
    TransitionLock nowhere = lockIn(directory.resolve("nowhere"));
    assertThrows(IOException.class, () -> nowhere.acquire(Samples.ID));
  }

  @Test
  void interruptedThreadStillTakesAndGivesBack() throws IOException {
    Thread.currentThread().interrupt();
    try (TransitionLock.Held held = take()) {
      assertTrue(lock.acquire(Samples.ID).isEmpty());
      assertEquals(Optional.empty(), held.takenOverFrom());
    }
    assertTrue(Thread.interrupted());
    assertEquals(0, Files.size(file.toAbsolutePath()));
  }
}
