package org.dubnium.fleet.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;

/**
 * A day of a few nodes, the very same readings written by the agent's store and by Prometheus, as
 * {@code promtool tsdb create-blocks-from openmetrics} takes them: what they are on the disk, and how
 * long the same question takes.
 */
final class SameData {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long DEADLINE_MINUTES = 30;

  /** The five that the answer about a GPU has. */
  private static final String METRICS =
      "metrics=gpu_utilization,gpu_memory_used,gpu_memory_total,gpu_temperature,gpu_power&";

  private final Settings settings;
  private final Figures figures;

  SameData(Settings settings, Figures figures) {
    this.settings = settings;
    this.figures = figures;
  }

  void measure() throws IOException, InterruptedException, HistoryException, SQLException {
    Path state = settings.work().resolve("same-agent");
    Path text = settings.work().resolve("same.txt");
    Path data = settings.work().resolve("same-prometheus");
    Files.createDirectories(state);
    Instant end = Instant.now().minusSeconds(60);
    long samples = write(state.resolve("history.db"), text, end);
    figures.count("same day: nodes", settings.sameNodes());
    figures.count("same day: samples", samples);
    Path file = state.resolve("history.db");
    figures.put("same day: agent, bytes a sample", (double) Disk.inUse(file) / samples);
    figures.put(
        "same day: agent, of which every reading", (double) Disk.payload(file, "raw") / samples);
    blocks(text, data);
    double other = Disk.megabytes(data, "") * 1e6 / samples;
    figures.put("same day: prometheus, bytes a sample", other);
    figures.put("same day: agent / prometheus", (double) Disk.inUse(file) / samples / other);
    Files.delete(text);
    askAgent(state, end);
    askPrometheus(data, end);
  }

  private long write(Path file, Path text, Instant end) throws IOException, HistoryException {
    List<SimulatedNode> nodes = new ArrayList<>();
    for (int number = 0; number < settings.sameNodes(); number++) {
      nodes.add(new SimulatedNode(number, settings.gpus()));
    }
    SimulatedTime time = new SimulatedTime(end.minus(DAY));
    long samples = 0;
    try (SqliteHistory history = SqliteHistory.open(file, Retention.DEFAULT, time, time::nanos);
        OutputStream out = Files.newOutputStream(text)) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (; time.instant().isBefore(end); time.pass(STEP)) {
        Instant at = time.instant();
        List<NodeReading> round = nodes.stream().map(node -> node.next(at)).toList();
        history.append(round.stream().flatMap(reading -> reading.bySubject().stream()).toList());
        lines.reset();
        for (int node = 0; node < round.size(); node++) {
          nodes.get(node).write(round.get(node), true, lines);
        }
        lines.writeTo(out);
        samples += (long) round.size() * settings.gpus() * SimulatedNode.SERIES;
      }
      out.write("# EOF\n".getBytes(StandardCharsets.US_ASCII));
    }
    return samples;
  }

  /** In blocks as long as the day, as Prometheus itself would make them of smaller ones in time. */
  private void blocks(Path text, Path data) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder(
                "promtool",
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                "--quiet",
                "--max-block-duration=24h",
                text.toString(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(settings.work().resolve("promtool.log").toFile())
            .start();
    if (!promtool.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES) || promtool.exitValue() != 0) {
      promtool.destroyForcibly();
      throw new IOException(
          "cannot have promtool make blocks; see " + settings.work().resolve("promtool.log"));
    }
  }

  private void askAgent(Path state, Instant end) throws IOException, InterruptedException {
    Path silent = Targets.silent(settings.work(), settings.sameNodes());
    try (Agent agent = new Agent(settings, state, silent)) {
      String url = agent.url();
      String day =
          "start=%d&end=%d".formatted(end.minus(DAY).toEpochMilli(), end.toEpochMilli());
      AnswerTimes answers = new AnswerTimes(figures, settings.sameNodes());
      answers.measure(
          "same day: agent, 24 h of one GPU",
          node -> url + "/api/metrics/history/gpu?" + day + "&nodeId=" + node + "&gpu=0");
      answers.measure(
          "same day: agent, the same in columns",
          node -> columns(url, day, node) + "&statistics=average");
      answers.measure(
          "same day: agent, with the least and the most", node -> columns(url, day, node));
    }
  }

  private static String columns(String url, String day, String node) {
    return url + "/api/metrics/series?" + METRICS + day + "&subject=gpu:" + node + "/0";
  }

  /** The five metrics of the agent's answer, a point a minute. */
  private void askPrometheus(Path data, Instant end) throws IOException, InterruptedException {
    Path none = Targets.of(settings.work(), 0, "", "nobody");
    try (Prometheus prometheus = new Prometheus(settings, data, none)) {
      String url = prometheus.url();
      new AnswerTimes(figures, settings.sameNodes())
          .measure(
              "same day: prometheus, 24 h of one GPU",
              node ->
                  url
                      + "/api/v1/query_range?start=%d&end=%d&step=60&query="
                          .formatted(end.minus(DAY).getEpochSecond(), end.getEpochSecond())
                      + URLEncoder.encode(
                          "{__name__=~\"DCGM_FI_DEV_(GPU_UTIL|FB_USED|FB_TOTAL|GPU_TEMP|POWER_USAGE)\","
                              + "Hostname=\""
                              + node
                              + "\",gpu=\"0\"}",
                          StandardCharsets.UTF_8));
    }
  }
}
