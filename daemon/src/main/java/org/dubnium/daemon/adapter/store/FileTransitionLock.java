package org.dubnium.daemon.adapter.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.port.TransitionLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock as the file {@code lock}: held by flock(2), with the holder's name in it as a JSON
 * document. The content only tells; the kernel decides. A free lock is empty, and so a name in a
 * lock that can be taken is that of a holder who died.
 */
public final class FileTransitionLock implements TransitionLock {

  private static final Logger LOG = LoggerFactory.getLogger(FileTransitionLock.class);

  private final Path file;
  private final String bootId;
  private final InstantSource clock;

  /**
   * A lock in this directory.
   *
   * @param bootId told to whoever reads the file
   */
  public FileTransitionLock(Path directory, String bootId, InstantSource clock) {
    this.file = directory.resolve("lock");
    this.bootId = bootId;
    this.clock = clock;
  }

  @Override
  public Optional<Held> acquire(TransitionId transition) throws IOException {
    create();
    Optional<Flock> taken = Flock.tryLock(file);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Flock flock = taken.get();
    try {
      Optional<String> dead = deadHolder();
      overwrite(content(transition));
      return Optional.of(new HeldFile(flock, dead));
    } catch (IOException e) {
      flock.close();
      throw new IOException("cannot take the lock " + file + ": " + e.getMessage(), e);
    }
  }

  private void create() throws IOException {
    if (Files.notExists(file)) {
      new FileOutputStream(file.toFile(), true).close();
      AtomicFile.makeReadable(file);
    }
  }

  private byte[] content(TransitionId transition) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return Json.document(
        clock.instant(),
        json -> {
          json.writeNumberField("pid", self.pid());
          json.writeStringField("bootId", bootId);
          Json.optional(json, "startedAt", self.info().startInstant().map(Json::time));
          json.writeStringField("transition", transition.toString());
        });
  }

  private Optional<String> deadHolder() throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (content.length == 0) {
      return Optional.empty();
    }
    try {
      JsonObject holder = JsonObject.parse(content);
      String boot = holder.string("bootId").equals(bootId) ? "" : " of an earlier boot";
      return Optional.of(
          "process %d%s, transition %s, which took it at %s"
              .formatted(
                  holder.number("pid"),
                  boot,
                  holder.string("transition"),
                  holder.value("writtenAt", Instant::parse)));
    } catch (JsonFormatException e) {
      return Optional.of("somebody who left no readable name");
    }
  }

  /** In place: the lock is on the file, not on its name. */
  private void overwrite(byte[] content) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(0);
      out.write(content);
    }
  }

  /** The lock in hand. */
  private final class HeldFile implements Held {

    private final Flock flock;
    private final Optional<String> deadHolder;
    private final AtomicBoolean open = new AtomicBoolean(true);

    HeldFile(Flock flock, Optional<String> deadHolder) {
      this.flock = flock;
      this.deadHolder = deadHolder;
    }

    @Override
    public Optional<String> takenOverFrom() {
      return deadHolder;
    }

    @Override
    public void close() {
      if (!open.getAndSet(false)) {
        return;
      }
      try {
        overwrite(new byte[0]);
      } catch (IOException e) {
        LOG.warn("cannot empty {}: {}, ignoring", file, e.getMessage());
      } finally {
        flock.close();
      }
    }
  }
}
