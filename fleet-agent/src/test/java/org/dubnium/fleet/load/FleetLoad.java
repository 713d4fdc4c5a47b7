package org.dubnium.fleet.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Measures what is asked for, prints a line for each figure, and writes them as JSON. */
public final class FleetLoad {

  private FleetLoad() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.parse(arguments);
    Files.createDirectories(settings.work());
    Figures figures = new Figures();
    figures.note("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    figures.count("CPUs", Runtime.getRuntime().availableProcessors());
    figures.note("load before", Files.readString(Path.of("/proc/loadavg")).strip());
    figures.count("nodes", settings.nodes());
    figures.count("GPUs of each", settings.gpus());
    figures.count("series", (long) settings.nodes() * settings.gpus() * SimulatedNode.SERIES);
    figures.count("seconds between readings", settings.interval().toSeconds());
    if (settings.nodes() > 0) {
      new ScrapeLoad(settings, figures).measure();
    }
    if (settings.sameNodes() > 0 && settings.prometheus()) {
      new SameData(settings, figures).measure();
    }
    if (settings.pastNodes() > 0) {
      new HistoryLoad(settings, figures).measure();
    }
    figures.note("load after", Files.readString(Path.of("/proc/loadavg")).strip());
    figures.write(settings.result());
    if (settings.checks()) {
      System.exit(new Checks().judge(settings, figures));
    }
  }
}
