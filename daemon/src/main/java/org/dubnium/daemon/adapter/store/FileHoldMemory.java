package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.json.HoldJson;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.port.HoldMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds as {@code holds.json}, in a directory that is empty after a boot. */
public final class FileHoldMemory implements HoldMemory {

  private static final Logger LOG = LoggerFactory.getLogger(FileHoldMemory.class);

  private final Path file;
  private final InstantSource clock;

  public FileHoldMemory(Path directory, InstantSource clock) {
    this.file = directory.resolve("holds.json");
    this.clock = clock;
  }

  @Override
  public Remembered read() {
    try {
      JsonObject document = JsonObject.parse(Files.readAllBytes(file));
      document.number("schema");
      document.value("writtenAt", Instant::parse);
      String bus = document.string("bus");
      List<Hold> holds = new ArrayList<>();
      for (JsonObject hold : document.objects("holds")) {
        holds.add(HoldJson.read(hold));
      }
      document.end();
      return new Remembered(bus, holds);
    } catch (NoSuchFileException e) {
      return Remembered.NOTHING;
    } catch (IOException e) {
      LOG.error("cannot use {}: {}; holds that were in force are lost", file, e.getMessage());
      return Remembered.NOTHING;
    }
  }

  @Override
  public void write(Remembered holds) throws IOException {
    AtomicFile.write(
        file,
        Json.document(
            clock.instant(),
            json -> {
              json.writeStringField("bus", holds.bus());
              Json.list(json, "holds", holds.holds(), HoldJson::write);
            }));
  }
}
