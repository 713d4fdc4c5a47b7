package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.transition.Step;
import org.junit.jupiter.api.Test;

class StepJsonTest {

  @Test
  void theStepsOfACluster() throws Exception {
    for (Step step :
        List.of(
            new Step.DrainSlurmNode(
                JobPolicy.CANCEL,
                Duration.ofMinutes(1),
                1000,
                Optional.of(Samples.COMPUTE),
                Samples.DESKTOP,
                List.of(7L, 8L)),
            new Step.DrainSlurmNode(
                JobPolicy.WAIT, Duration.ZERO, 0, Optional.empty(), Samples.DESKTOP, List.of()),
            new Step.ResumeSlurmNode())) {
      StringWriter written = new StringWriter();
      try (var json = Json.FACTORY.createGenerator(written)) {
        StepJson.write(json, step);
      }
      byte[] text = written.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(step, StepJson.read(JsonObject.parse(text)));
    }
  }
}
