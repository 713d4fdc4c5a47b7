package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.port.BootMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the daemon but not the boot, as {@code boot.json}. The file itself may outlive the
 * boot: it names the one that it is of.
 */
public final class FileBootMemory implements BootMemory {

  private static final Logger LOG = LoggerFactory.getLogger(FileBootMemory.class);

  private final Path file;
  private final InstantSource clock;

  public FileBootMemory(Path directory, InstantSource clock) {
    this.file = directory.resolve("boot.json");
    this.clock = clock;
  }

  @Override
  public Optional<BootState> read() {
    try {
      JsonObject document = JsonObject.parse(Files.readAllBytes(file));
      document.number("schema");
      document.value("writtenAt", Instant::parse);
      BootState state =
          new BootState(document.string("bootId"), document.value("desired", ModeName::new));
      document.end();
      return Optional.of(state);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot use {}: {}; removing it, the mode of the boot is wanted", file, e.getMessage());
      remove();
      return Optional.empty();
    }
  }

  /** Nothing is lost with it: what it would tell is what nobody can read any more. */
  private void remove() {
    try {
      AtomicFile.delete(file);
    } catch (IOException stuck) {
      LOG.warn("cannot remove {}, ignoring: {}", file, stuck.getMessage());
    }
  }

  @Override
  public void write(BootState state) throws IOException {
    AtomicFile.write(
        file,
        Json.document(
            clock.instant(),
            json -> {
              json.writeStringField("bootId", state.bootId());
              json.writeStringField("desired", state.desired().value());
            }));
  }
}
