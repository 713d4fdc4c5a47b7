package org.dubnium.testbed.runpod.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dubnium.testbed.runpod.PodLaunch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodServiceTest {

  @ParameterizedTest
  @CsvSource({
    "--model qwen,                              GET,  /v1/models,           /data/0/id,            "
        + "     qwen",
    "--served-model-name chat --model qwen,     GET,  /v1/models,           /data/0/id,            "
        + "     chat",
    "'',                                        GET,  /v1/models,           /data/0/id,            "
        + "     stand-in/model",
    "--model qwen,                              POST, /v1/chat/completions,"
        + " /choices/0/message/content, yes",
    "--model qwen,                              POST, /v1/completions,      /choices/0/text,       "
        + "     yes",
    "--model qwen --api-key rpa_first,          GET,  /v1/models,           /data/0/id,            "
        + "     qwen",
  })
  void aModelIsServed(String args, String method, String path, String pointer, String value)
      throws Exception {
    PodLaunch launch = new PodLaunch("a", "b", "c", args, Map.of(), List.of(), "NVIDIA A40", 1);
    try (PodService service =
            new PodService(launch, () -> new ServiceState(true, 0), Runnable::run);
        Caller caller = new Caller("127.0.0.1", service.port())) {
      assertEquals(
          value,
          caller.json(200, method, path, method.equals("GET") ? "" : "{}").at(pointer).asText());
    }
  }
}
