package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.HttpUrl;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetListTest {

  private static List<Target> parse(String text) throws DiscoveryException {
    return TargetList.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Target target(String node, String url) {
    return new Target(new NodeId(node), HttpUrl.get(url));
  }

  @Test
  void readsWhatPrometheusReads() throws Exception {
    assertEquals(
        List.of(
            target("gpu1.lan", "http://gpu1.lan:9400/metrics"),
            target("gpu1.lan", "http://gpu1.lan:9100/metrics"),
            target("big", "https://10.0.0.7:8443/probe/gpu?all=1"),
            target("six", "http://[::1]:9400/metrics")),
        parse(
            """
            [
              {"targets": ["gpu1.lan:9400", "gpu1.lan:9100"], "labels": {"rack": "4"}},
              {"targets": ["10.0.0.7:8443"],
               "labels": {"node": "big", "__scheme__": "https",
                          "__metrics_path__": "/probe/gpu?all=1"}},
              {"targets": ["[::1]:9400"], "labels": {"node": "six"}},
              {"targets": []}
            ]
            """));
  }

  @Test
  void listMayBeEmpty() throws Exception {
    assertEquals(List.of(), parse("[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[{\"targets\": [\"a:1\"]",
        "{}",
        "null",
        "[1]",
        "[] []",
        "[{\"targets\": [\"a:1?b\"]}]",
        "[{\"targets\": [\"user@a:1\"]}]",
        "[{}]",
        "[{\"targets\": \"a:1\"}]",
        "[{\"targets\": [1]}]",
        "[{\"targets\": [\"http://a:1/metrics\"]}]",
        "[{\"targets\": [\"a:99999\"]}]",
        "[{\"targets\": [\"a b:1\"]}]",
        "[{\"targets\": [\"[::1]:1\"]}]",
        "[{\"targets\": [\"ok:1\", \"\"]}]",
        "[{\"targets\": [\"a:1\"], \"labels\": {\"node\": \"a node\"}}]",
        "[{\"targets\": [\"a:1\"], \"labels\": {\"__scheme__\": \"file\"}}]"
      })
  void listWithAnythingWrongIsRefused(String text) {
    DiscoveryException refused = assertThrows(DiscoveryException.class, () -> parse(text));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "), refused.getMessage());
  }
}
