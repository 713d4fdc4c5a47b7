package org.dubnium.fleet.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A fleet that is read: what is missed, and what reading it costs. */
final class ScrapeLoad {

  /** Windows of which the median is taken. */
  private static final int WINDOWS = 5;

  /** Rounds until connections, code and file are warm. */
  private static final int WARM_UP = 3;

  private final Settings settings;
  private final Figures figures;
  private final HttpProbe web = new HttpProbe();

  ScrapeLoad(Settings settings, Figures figures) {
    this.settings = settings;
    this.figures = figures;
  }

  /** The agent first, then Prometheus alone with the same fleet, for the same time. */
  void measure() throws IOException, InterruptedException {
    try (Program fleet = fleet()) {
      String served = "127.0.0.1:" + fleet.told();
      Path state = settings.work().resolve("agent");
      try (Agent agent = new Agent(settings, state, Targets.of(settings.work(), settings.nodes(), served, "agent"))) {
        web.awaitWell(agent.url() + "/readyz", settings.interval().multipliedBy(6));
        measure("agent", agent.program(), fleet, "http://" + served);
        figures.count("agent: nodes that answer", answering(agent));
        figures.put("agent: MB on disk", Disk.megabytes(state, "history.db"));
      }
      if (settings.prometheus()) {
        Path data = settings.work().resolve("prometheus");
        try (Prometheus other = new Prometheus(settings, data, Targets.of(settings.work(), settings.nodes(), served, "prometheus"))) {
          var _ = other.url();
          measure("prometheus", other.program(), fleet, "http://" + served);
          figures.put("prometheus: MB on disk", Disk.megabytes(data, ""));
        }
      }
    }
  }

  private Program fleet() throws IOException {
    return new Program(
        List.of(
            settings.java().toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            SimulatedFleet.class.getName(),
            Integer.toString(settings.nodes()),
            Integer.toString(settings.gpus()),
            Long.toString(settings.interval().toSeconds())),
        Pattern.compile("^port (\\d+)$"),
        settings.work().resolve("fleet.log"));
  }

  private void measure(String who, Program program, Program fleet, String served)
      throws IOException, InterruptedException {
    Thread.sleep(settings.interval().multipliedBy(WARM_UP));
    var _ = web.get(served + "/clear/" + who);
    double[] cpu = new double[WINDOWS];
    double[] resident = new double[WINDOWS];
    double own = fleet.cpu();
    long begin = System.nanoTime();
    for (int window = 0; window < WINDOWS; window++) {
      double before = program.cpu();
      long from = System.nanoTime();
      Thread.sleep(Duration.ofSeconds(settings.seconds()).dividedBy(WINDOWS));
      double seconds = (System.nanoTime() - from) / 1e9;
      cpu[window] = 100 * (program.cpu() - before) / seconds;
      resident[window] = program.resident();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    JsonNode count = web.json(served + "/count/" + who);
    figures.count(who + ": nodes read", count.path("nodes").asLong());
    figures.count(who + ": scrapes", count.path("scrapes").asLong());
    figures.count(who + ": missed scrapes", count.path("missed").asLong());
    figures.count(who + ": longest gap, ms", count.path("longestGapMillis").asLong());
    figures.median(who + ": CPU, % of a core", cpu);
    figures.median(who + ": resident, MiB", resident);
    figures.put(
        who + ": meanwhile the simulated fleet's CPU, %", 100 * (fleet.cpu() - own) / seconds);
  }

  private long answering(Agent agent) throws IOException, InterruptedException {
    long well = 0;
    for (JsonNode node : web.json(agent.url() + "/api/metrics/current").path("nodes")) {
      if (node.path("reachable").asBoolean() && node.path("gpus").size() == settings.gpus()) {
        well++;
      }
    }
    return well;
  }
}
