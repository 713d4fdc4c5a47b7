package org.dubnium.fleet.telemetry.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Prometheus' own tool says of {@code /metrics}. */
class PromtoolTest {

  /** A metric with a label as dcgm-exporter names them: what promtool says of it, it says in its own words. */
  private static final String CAMEL_CASE = "# HELP a A.\n# TYPE a gauge\na{modelName=\"b\"} 1\n";

  /** What it finds, a line each; nothing for what is as it should be. */
  private static List<String> check(String text) throws IOException, InterruptedException {
    Process promtool;
    try {
      promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(
          "cannot run promtool, which these tests need: install the package prometheus", e);
    }
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(promtool.waitFor(1, TimeUnit.MINUTES), "promtool does not end");
    return said.lines().toList();
  }

  /** A finding without the metric's name, which begins it. */
  private static String complaint(String finding) {
    return finding.substring(finding.indexOf(' ') + 1);
  }

  @Test
  void findsNothingButWhatDcgmExporterHasToo() throws Exception {
    List<String> ofLabels = check(CAMEL_CASE).stream().map(PromtoolTest::complaint).toList();
    List<String> found =
        check(Exposition.text(ExposedFleet.all())).stream()
            .filter(line -> !line.startsWith("DCGM_FI_DEV_"))
            .filter(line -> !ofLabels.contains(complaint(line)))
            .toList();
    assertEquals(List.of(), found);
  }

  @Test
  void wouldFindWhatIsWrong() throws Exception {
    assertTrue(!check("a{b=\"c\" 1\n").isEmpty());
    assertTrue(!check("# TYPE a gauge\na_total 1\n").isEmpty());
  }
}
