package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.port.LoadTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last load times of each model, as {@code load-times.json}: of the models that were loaded last. What
 * cannot be read is begun anew.
 */
public final class FileLoadTimes implements LoadTimes {

  private static final Logger LOG = LoggerFactory.getLogger(FileLoadTimes.class);

  private static final int MOST_MODELS = 64;

  /** Of each model, so many. */
  private static final int MOST_TIMES = 9;

  /** More than the file ever is, in bytes. */
  private static final long LONGEST = 256 << 10;

  /**
   * What is kept of a model.
   *
   * @param invocation of the last load that was counted
   * @param times oldest first
   */
  private record Kept(String invocation, List<Duration> times) {}

  private final Path file;
  private final InstantSource clock;

  /** Load times by model, in the order in which the models were loaded. */
  private final Map<String, Kept> models = new LinkedHashMap<>();

  public FileLoadTimes(Path directory, InstantSource clock) {
    this.file = directory.resolve("load-times.json");
    this.clock = clock;
    read();
  }

  @Override
  public synchronized Duration typical(String model) {
    Kept kept = models.get(Brief.line(model));
    if (kept == null) {
      return Duration.ZERO;
    }
    List<Duration> sorted = kept.times().stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public synchronized void loaded(String model, String invocation, Duration took) {
    String name = Brief.line(model);
    Kept before = models.remove(name);
    List<Duration> times = new ArrayList<>(before == null ? List.of() : before.times());
    if (before == null || !before.invocation().equals(invocation)) {
      times.add(Duration.ofMillis(took.toMillis()));
    }
    List<Duration> last = times.subList(Math.max(0, times.size() - MOST_TIMES), times.size());
    models.put(name, new Kept(invocation, List.copyOf(last)));
    if (models.size() > MOST_MODELS) {
      models.remove(models.keySet().iterator().next());
    }
    write();
  }

  private void read() {
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("it is longer than " + LONGEST + " bytes");
      }
      JsonObject document = JsonObject.parse(Files.readAllBytes(file));
      document.number("schema");
      document.value("writtenAt", Instant::parse);
      for (JsonObject model : document.objects("models")) {
        read(model);
      }
      document.end();
    } catch (NoSuchFileException none) {
      LOG.debug("no load times are known yet");
    } catch (IOException e) {
      models.clear();
      LOG.warn("cannot read {}: {}; how long models take to load is learnt anew", file, e.getMessage());
    }
  }

  private void read(JsonObject model) throws JsonFormatException {
    String name = model.string("model");
    String invocation = model.string("invocation");
    List<Duration> times = model.values("times", Duration::parse);
    model.end();
    if (!times.isEmpty() && models.size() < MOST_MODELS) {
      models.put(name, new Kept(invocation, times));
    }
  }

  private void write() {
    try {
      AtomicFile.write(
          file,
          Json.document(
              clock.instant(),
              json ->
                  Json.list(
                      json,
                      "models",
                      models.entrySet(),
                      (list, model) -> {
                        list.writeStartObject();
                        list.writeStringField("model", model.getKey());
                        list.writeStringField("invocation", model.getValue().invocation());
                        Json.texts(list, "times", model.getValue().times());
                        list.writeEndObject();
                      })));
    } catch (IOException e) {
      LOG.warn("{}, ignoring: how long the model took to load is known until the next restart", e.getMessage());
    }
  }
}
