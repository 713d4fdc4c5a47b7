package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

  /** What says nothing of jobs is written as it always was, so that an older record is still read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-       | -     | ",
        "requeue | PT2M  | \"jobs\":{\"policy\":\"requeue\",\"deadline\":\"PT2M\"},",
        "-       | PT0S  | \"jobs\":{\"policy\":null,\"deadline\":\"PT0S\"},",
      })
  void isReadBackAsWritten(String policy, String deadline, String jobs) throws Exception {
    String text =
        "{\"mode\":\"compute\","
            + (jobs == null ? "" : jobs)
            + "\"caller\":{\"uid\":0,\"busName\":\"-\",\"unit\":\"mode-controller.service\"},"
            + "\"reason\":\"\",\"bypass\":[],\"timeout\":null,\"expectCurrent\":null}";
    TransitionRequest request =
        new TransitionRequest(
            new Operation.ModeSwitch(
                Samples.COMPUTE,
                new JobsRequest(
                    Optional.ofNullable(policy).flatMap(JobPolicy::parse),
                    Optional.ofNullable(deadline).map(Duration::parse))),
            Caller.DAEMON,
            "",
            Set.of(),
            Optional.empty(),
            Optional.empty());
    StringWriter written = new StringWriter();
    try (var json = Json.FACTORY.createGenerator(written)) {
      RequestJson.write(json, request);
    }
    assertEquals(text, written.toString());
    assertEquals(
        request, RequestJson.read(JsonObject.parse(text.getBytes(StandardCharsets.UTF_8))));
  }
}
