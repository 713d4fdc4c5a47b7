package org.dubnium.fleet.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Debian's Prometheus, with nothing but its own defaults. */
final class Prometheus implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Server is ready to receive web requests");

  private final Program program;
  private final String url;

  /**
   * Starts it.
   *
   * @param data its folder, in which there may be a past
   * @param targets a file of those to read, in the form of file_sd_config
   */
  Prometheus(Settings settings, Path data, Path targets) throws IOException {
    Files.createDirectories(data);
    Path configuration = data.resolveSibling(data.getFileName() + ".yml");
    Files.writeString(
        configuration,
        """
        global: {scrape_interval: %1$ds, scrape_timeout: %2$ds}
        scrape_configs:
          - job_name: fleet
            file_sd_configs: [{files: ["%3$s"]}]
            relabel_configs: [{source_labels: [node], target_label: instance}]
        """
            .formatted(
                settings.interval().toSeconds(),
                Math.max(1, settings.interval().toSeconds() / 2),
                targets));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    program =
        new Program(
            List.of(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=60d",
                "--web.listen-address=127.0.0.1:" + port),
            READY,
            data.resolveSibling(data.getFileName() + ".log"));
  }

  /** Whether it is installed. */
  static boolean isThere() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "prometheus"))) {
        return true;
      }
    }
    return false;
  }

  String url() throws IOException, InterruptedException {
    var _ = program.told();
    new HttpProbe().awaitWell(url + "/-/ready", Duration.ofSeconds(60));
    return url;
  }

  Program program() {
    return program;
  }

  @Override
  public void close() {
    program.close();
  }
}
