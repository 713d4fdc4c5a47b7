package org.dubnium.fleet.telemetry.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Targets from a file, read again when it changes. Its directory is watched, since whoever writes
 * such a file renames a new one into its place; and as there are file systems that tell no changes,
 * it is looked at from time to time. While the file is broken or gone, the last good list holds.
 */
public final class FileDiscovery implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FileDiscovery.class);

  /** Learns what the file says. Called by one thread, for which the next look at the file waits. */
  public interface Listener {

    /** The list at first, after every change, and when a broken file was mended. */
    void found(List<Target> targets);

    /** The file cannot be used, for a reason that was not told before; the last list holds. */
    void broken(String why);
  }

  private static final int MOST_BYTES = 4 << 20;
  private static final Duration END = Duration.ofSeconds(5);

  private final Path file;
  private final Path directory;
  private final Duration look;
  private final Listener listener;
  private final WatchService watch;
  private final Thread thread;
  private byte @Nullable [] last;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Begins to read.
   *
   * @param look how long at most until a change is seen where nothing tells of it
   * @throws IOException if the system has no watches left: {@code fs.inotify.max_user_instances}
   */
  public FileDiscovery(Path file, Duration look, Listener listener) throws IOException {
    this.file = file.toAbsolutePath();
    this.directory = Objects.requireNonNullElse(this.file.getParent(), this.file);
    this.look = look;
    this.listener = listener;
    this.watch = file.getFileSystem().newWatchService();
    this.thread = Thread.ofVirtual().name("discovery-" + file.getFileName()).start(this::follow);
  }

  /** Why the file cannot be used as it is now; empty if it can. */
  public Optional<String> problem() {
    return problem;
  }

  private void follow() {
    @Nullable WatchKey key = null;
    try {
      while (true) {
        // Registered before the file is read, so that no change falls in between.
        key = key != null && key.isValid() ? key : register();
        look();
        WatchKey signalled = watch.poll(look.toMillis(), TimeUnit.MILLISECONDS);
        if (signalled != null) {
          signalled.pollEvents();
          signalled.reset();
        }
      }
    } catch (InterruptedException e) {
      log.debug("watching {} ends", file);
    }
  }

  /** Watches the directory; without success while it is missing, until the next look. */
  private @Nullable WatchKey register() {
    try {
      return directory.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      log.debug("cannot watch {}, ignoring", directory, e);
      return null;
    }
  }

  private void look() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        broken("it has more than " + MOST_BYTES + " bytes");
      } else if (problem.isPresent() || !Arrays.equals(text, last)) {
        List<Target> targets = TargetList.parse(text);
        last = text;
        problem = Optional.empty();
        log.info("{} lists {} targets", file, targets.size());
        listener.found(targets);
      }
    } catch (IOException e) {
      broken(e.toString());
    } catch (DiscoveryException e) {
      broken(String.valueOf(e.getMessage()));
    }
  }

  /** Said once for every new reason, not at every look. */
  private void broken(String why) {
    Optional<String> found = Optional.of("cannot use " + file + ": " + why);
    if (!found.equals(problem)) {
      problem = found;
      log.warn("{}; the targets known before hold, ignoring", found.orElseThrow());
      listener.broken(found.orElseThrow());
    }
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      var _ = thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watch.close();
    }
  }
}
