package org.dubnium.daemon.adapter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.Classifier;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FileStatusFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private Policy policy = Policies.shipped();

  private FileStatusFiles files() {
    return new FileStatusFiles(directory, () -> policy, Samples.CLOCK);
  }

  private void observe(FileStatusFiles files, Observation observation) {
    files.observed(observation, classify(observation));
  }

  private Classification classify(Observation observation) {
    return Classifier.classify(observation, policy);
  }

  private JsonNode document(String name) throws IOException {
    JsonNode document = JSON.readTree(directory.resolve(name).toFile());
    assertEquals(1, document.get("schema").asInt());
    assertEquals("2026-11-21T10:15:30.123456Z", document.get("writtenAt").asText());
    return document;
  }

  @Test
  void modesArePlainText() throws IOException {
    FileStatusFiles files = files();
    files.desired(Samples.COMPUTE);
    observe(files, Observations.desktop().build());
    assertEquals("compute\n", Files.readString(directory.resolve("desired")));
    assertEquals("desktop\n", Files.readString(directory.resolve("current")));

    observe(files, Observations.host().build());
    assertEquals("unknown\n", Files.readString(directory.resolve("current")));
  }

  @Test
  void everythingIsForEverybodyToReadAndNothingElseIsLeftBehind() throws IOException {
    FileStatusFiles files = files();
    files.desired(Samples.COMPUTE);
    observe(files, Observations.desktop().build());
    files.judged(Samples.COMPUTE, Samples.reason().guards());
    files.finished(Samples.finished());

    Set<String> names = new TreeSet<>();
    try (var found = Files.list(directory)) {
      for (Path file : found.toList()) {
        names.add(file.getFileName().toString());
        assertEquals(
            "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    assertEquals(
        Set.of(
            "desired",
            "current",
            "observation.json",
            "hardware-topology.json",
            "capability-placement.json",
            "last-guards.json",
            "last-transition.json"),
        names);
  }

  @Test
  void observationComesWithWhatItMeans() throws IOException {
    observe(files(), Observations.desktop().build());

    JsonNode document = document("observation.json");
    assertEquals("desktop", document.at("/classification/mode").asText());
    assertEquals("settled", document.at("/classification/condition").asText());
    assertEquals(
        "active",
        document.at("/observation/units/value/desktop.target/activeState").asText());
    assertTrue(document.at("/observation/sessions/value").findValuesAsText("user").contains("alice"));
  }

  @Test
  void topologyTellsRolesAndWhatIsAbsent() throws IOException {
    policy =
        Policies.with(
            """
            { "hardware": { "computeGpus": ["0", "5"], "plannedGpuCount": 2 },
              "capabilityPlacement": { "studio": "workshop" } }
            """);
    observe(files(), Observations.desktop().build());

    JsonNode topology = document("hardware-topology.json");
    assertEquals(2, topology.at("/configured/plannedGpuCount").asInt());
    assertEquals("compute", topology.at("/visible/value/gpus/0/role").asText());
    assertEquals("[\"5\"]", topology.at("/visible/value/absent").toString());
    JsonNode placement = document("capability-placement.json");
    assertEquals("workshop", placement.at("/capabilities/studio/placement").asText());
    assertFalse(placement.at("/capabilities/studio/local").asBoolean());
  }

  @Test
  void guardsAndTransitionAreThereWhole() throws IOException {
    FileStatusFiles files = files();
    files.judged(Samples.COMPUTE, Samples.reason().guards());
    files.finished(Samples.finished());

    JsonNode guards = document("last-guards.json");
    assertEquals("compute", guards.get("requested").asText());
    assertTrue(guards.get("blocked").asBoolean());
    assertEquals("ana", guards.at("/guards/1/params/user").asText());
    JsonNode last = document("last-transition.json");
    assertEquals("stranded", last.get("outcome").asText());
    assertEquals("desktop", last.get("from").asText());
    assertTrue(last.get("to").isNull());
    assertEquals("gpu-not-released", last.at("/reason/code").asText());
    assertEquals(4242, last.at("/reason/holders/0/pid").asInt());
  }

  /** A watcher of the file must not be woken by each of the observations. */
  @Test
  void whatHasNotChangedIsNotWrittenAgain() throws IOException {
    FileStatusFiles files = files();
    observe(files, Observations.desktop().build());
    Set<Object> before = inodes("current", "hardware-topology.json", "capability-placement.json");
    Object observation = inodes("observation.json");

    observe(files, Observations.desktop().build());

    assertEquals(
        before, inodes("current", "hardware-topology.json", "capability-placement.json"));
    assertFalse(observation.equals(inodes("observation.json")));
  }

  private Set<Object> inodes(String... names) {
    return Arrays.stream(names)
        .map(
            name -> {
              try {
                return Files.getAttribute(directory.resolve(name), "unix:ino");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .collect(Collectors.toSet());
  }

  @Test
  void failureIsLoggedOnceForAFileAndIsNoObstacle() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(FileStatusFiles.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    try {
      Path gone = directory.resolve("gone");
      FileStatusFiles files = new FileStatusFiles(gone, () -> policy, Samples.CLOCK);
      files.desired(Samples.DESKTOP);
      files.desired(Samples.COMPUTE);
      files.finished(Samples.finished());
      files.finished(Samples.finished());
      assertEquals(2, log.list.size());
      String message = log.list.getFirst().getFormattedMessage();
      assertTrue(message.startsWith("cannot write " + gone.resolve("desired")), message);
      assertTrue(message.endsWith(", ignoring"), message);

      Files.createDirectory(gone);
      files.desired(Samples.COMPUTE);
      assertEquals("compute\n", Files.readString(gone.resolve("desired")));
    } finally {
      logger.detachAppender(log);
      logger.setAdditive(true);
    }
  }
}
