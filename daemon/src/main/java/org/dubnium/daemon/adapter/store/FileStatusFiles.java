package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Hardware;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.json.ClassificationJson;
import org.dubnium.daemon.json.GuardJson;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.ModelServerJson;
import org.dubnium.daemon.json.ObservationJson;
import org.dubnium.daemon.json.TopologyJson;
import org.dubnium.daemon.json.TransitionJson;
import org.dubnium.daemon.port.StatusFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run files: {@code desired} and {@code current} as plain text, the rest as JSON documents. What
 * changes seldom is written only when it has changed, so that a watcher is not woken for nothing.
 */
public final class FileStatusFiles implements StatusFiles {

  private static final Logger LOG = LoggerFactory.getLogger(FileStatusFiles.class);

  /** What {@code hardware-topology.json} is made from. */
  private record TopologySource(Hardware hardware, Reading<List<GpuIdentity>> gpus) {}

  private final Path directory;
  private final Supplier<Policy> policy;
  private final InstantSource clock;

  /** What was last written to a file, by its name. */
  private final Map<String, Object> written = new ConcurrentHashMap<>();

  /** Why a file could not be written the last time, by its name. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /** Makes the content of a file. */
  @FunctionalInterface
  private interface Content {
    byte[] make() throws IOException;
  }

  public FileStatusFiles(Path directory, Supplier<Policy> policy, InstantSource clock) {
    this.directory = directory;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void desired(ModeName mode) {
    writeText("desired", mode.value());
  }

  @Override
  public void observed(Observation observation, Classification classification) {
    Policy now = policy.get();
    writeDocument(
        "observation.json",
        json -> {
          json.writeFieldName("classification");
          ClassificationJson.write(json, classification);
          json.writeFieldName("observation");
          ObservationJson.write(json, observation);
        });
    writeText("current", classification.modeText());
    writeIfChanged(
        "hardware-topology.json",
        new TopologySource(now.hardware(), observation.gpus().map(FileStatusFiles::identities)),
        document(
            json -> TopologyJson.writeTopology(json, now.hardware(), observation.gpus())));
    writeIfChanged(
        "capability-placement.json",
        now.placement(),
        document(json -> TopologyJson.writePlacement(json, now.placement())));
  }

  private static List<GpuIdentity> identities(GpuInventory inventory) {
    return inventory.gpus().stream().map(Gpu::identity).toList();
  }

  @Override
  public void judged(ModeName requested, List<GuardVerdict> verdicts) {
    writeDocument(
        "last-guards.json",
        json -> {
          json.writeStringField("requested", requested.value());
          json.writeBooleanField(
              "blocked", verdicts.stream().anyMatch(GuardVerdict::blocks));
          Json.list(json, "guards", verdicts, GuardJson::write);
        });
  }

  @Override
  public void finished(FinishedTransition transition) {
    writeDocument(
        "last-transition.json", json -> TransitionJson.writeMembers(json, transition));
  }

  @Override
  public void modelServer(ModelServerStatus status) {
    writeIfChanged(
        "model-server.json", status, document(json -> ModelServerJson.writeMembers(json, status)));
  }

  private void writeText(String name, String text) {
    writeIfChanged(name, text, () -> (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void writeDocument(String name, Json.Writer members) {
    write(name, document(members));
  }

  private Content document(Json.Writer members) {
    return () -> Json.document(clock.instant(), members);
  }

  private void writeIfChanged(String name, Object source, Content content) {
    if (!source.equals(written.get(name)) && write(name, content)) {
      written.put(name, source);
    }
  }

  /** Whether it was written; why not is logged, once for each reason. */
  private synchronized boolean write(String name, Content content) {
    try {
      AtomicFile.write(directory.resolve(name), content.make());
      failures.remove(name);
      return true;
    } catch (IOException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse("no reason given");
      if (!why.equals(failures.put(name, why))) {
        LOG.warn("{}, ignoring", why);
      }
      return false;
    }
  }
}
