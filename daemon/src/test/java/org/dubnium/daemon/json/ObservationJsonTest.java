package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

class ObservationJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode write(Observation observation) throws IOException {
    return JSON.readTree(Json.encode(json -> ObservationJson.write(json, observation)));
  }

  @Test
  void everyReadingIsAValueOrSaysWhyNot() throws IOException {
    ObservationBuilder builder = Observations.desktop();
    for (ObservationBuilder.Part part : ObservationBuilder.Part.values()) {
      builder.unavailable(part);
    }
    JsonNode nothing = write(builder.path("/srv", Reading.unavailable("timed out")).build());

    for (String reading :
        List.of(
            "units",
            "sessions",
            "inhibitors",
            "gpus",
            "processes",
            "terminalJobs",
            "audio",
            "memory",
            "load",
            "model",
            "serverLoad",
            "clusterJobs")) {
      assertTrue(nothing.at("/" + reading + "/unavailable").isTextual(), reading);
      assertTrue(nothing.at("/" + reading + "/value").isMissingNode(), reading);
    }
    assertEquals("timed out", nothing.at("/paths/~1srv/unavailable").asText());
  }

  @Test
  void gpuTellsAllThatWasReadAndWhatWasNot() throws IOException {
    JsonNode gpu = write(Observations.desktop().build()).at("/gpus/value/gpus/0");

    assertEquals("GPU-d0b00000-5100-4a00-8000-000000000000", gpu.get("uuid").asText());
    assertEquals(0, gpu.at("/minor/value").asInt());
    assertEquals(700L << 20, gpu.at("/memory/value/usedBytes").asLong());
    assertEquals(1200, gpu.at("/processes/value/0/pid").asInt());
    assertEquals("graphics", gpu.at("/processes/value/0/kind").asText());
    assertEquals(21000, gpu.at("/telemetry/powerMilliwatts/value").asInt());
    assertEquals("[\"gpu-idle\"]", gpu.at("/telemetry/throttleReasons/value").toString());
    assertTrue(gpu.at("/telemetry/eccUncorrected/unavailable").asText().contains("NOT_SUPPORTED"));
  }

  @Test
  void unitsSessionsAndHoldersAreThere() throws IOException {
    JsonNode studio = write(Observations.studio().build());

    assertEquals(
        900, studio.at("/units/value/interactive.slice/slice/cpuWeight").asInt());
    assertTrue(studio.at("/sessions/value").findValuesAsText("type").contains("wayland"));
    JsonNode processes = studio.at("/processes/value");
    assertTrue(processes.findValuesAsText("device").contains("/dev/dri/card0"));
    assertTrue(processes.findValuesAsText("command").contains("weston"));
    assertTrue(studio.at("/memory/value/availableBytes").asLong() > 0);
    assertTrue(studio.at("/load/value/cpus").asInt() > 0);
  }

  @Test
  void whatRunsInATerminalIsThereWithItsAge() throws IOException {
    JsonNode job =
        write(
                Observations.desktop()
                    .runsIn("pts/3", 50, "make", "session-2.scope", "2", Duration.ofHours(2))
                    .build())
            .at("/terminalJobs/value/0");

    assertEquals("make", job.at("/process/command").asText());
    assertEquals("pts/3", job.get("terminal").asText());
    assertEquals(7200, job.get("ageSeconds").asLong());
  }

  @Test
  void theModelIsThereWithItsFilesAndWithoutItsArguments() throws IOException {
    JsonNode served =
        write(
            Observations.desktop()
                .serves(Bundles.eight().arguments("--api-key hush").served())
                .build());

    assertEquals(Bundles.PATH, served.at("/model/value/bundle/path").asText());
    assertTrue(
        served.at("/model/value/bundle/files").findValuesAsText("name").contains("config.json"));
    assertEquals(
        "2026-11-01T10:00:00.123456Z",
        served.at("/model/value/bundle/verifiedAt/value").asText());
    assertTrue(!served.toString().contains("hush"));
  }

  @Test
  void timesAreRfc3339WithMicroseconds() throws IOException {
    assertTrue(
        write(Observations.host().build())
            .get("at")
            .asText()
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
  }
}
