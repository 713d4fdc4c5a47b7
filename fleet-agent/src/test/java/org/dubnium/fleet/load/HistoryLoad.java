package org.dubnium.fleet.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.dubnium.fleet.telemetry.HistoryException;

/** The real agent, with a past of many days, is asked for a day of one GPU. */
final class HistoryLoad {

  private final Settings settings;
  private final Figures figures;

  HistoryLoad(Settings settings, Figures figures) {
    this.settings = settings;
    this.figures = figures;
  }

  void measure() throws IOException, InterruptedException, HistoryException {
    Path state = settings.work().resolve("past");
    Files.createDirectories(state);
    Instant end = Instant.now();
    long begin = System.nanoTime();
    HistoryFile.write(
        state.resolve("history.db"),
        settings.pastNodes(),
        settings.gpus(),
        settings.pastDays(),
        end);
    figures.count("past: nodes", settings.pastNodes());
    figures.count("past: days", settings.pastDays());
    figures.put("past: seconds to write it", (System.nanoTime() - begin) / 1e9);
    figures.put("past: MB on disk", Disk.megabytes(state, "history.db"));
    Path silent = Targets.silent(settings.work(), settings.pastNodes());
    begin = System.nanoTime();
    try (Agent agent = new Agent(settings, state, silent)) {
      String url = agent.url();
      figures.put("past: seconds until the agent serves it", (System.nanoTime() - begin) / 1e9);
      String day =
          "/api/metrics/history/gpu?start=%d&end=%d"
              .formatted(end.minus(Duration.ofDays(1)).toEpochMilli(), end.toEpochMilli());
      AnswerTimes answers = new AnswerTimes(figures, settings.pastNodes());
      answers.measure("past: 24 h of one GPU", node -> url + day + "&nodeId=" + node + "&gpu=0");
      answers.measure("past: 24 h of a node's GPUs", node -> url + day + "&nodeId=" + node);
      String week =
          "/api/metrics/history/gpu?start=%d&end=%d"
              .formatted(
                  end.minus(Duration.ofDays(Math.min(settings.pastDays(), 30))).toEpochMilli(),
                  end.toEpochMilli());
      answers.measure("past: all days of one GPU", node -> url + week + "&nodeId=" + node + "&gpu=0");
    }
  }
}
