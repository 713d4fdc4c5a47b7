package org.dubnium.fleet.slurm;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Slurm by its commands, in the form that its version has. Where a command of a version that
 * should know JSON does not, as where it was built without, lines are read instead; where JSON takes
 * longer than there is time, as in large clusters, lines are from then on, until the version changes.
 */
public final class SlurmClient {

  private static final Logger log = LoggerFactory.getLogger(SlurmClient.class);

  private static final List<String> NEEDED = List.of("sinfo", "squeue", "scontrol");

  private final SlurmSettings settings;
  private final LocalCommandRunner commands;
  private final InstantSource clock;

  /** The version whose JSON took too long; null if none did. */
  private volatile @Nullable String slowJson;

  /**
   * Makes one.
   *
   * @param threads has two to spare for every reading at the same time
   */
  public SlurmClient(SlurmSettings settings, InstantSource clock, Executor threads) {
    this.settings = settings;
    this.clock = clock;
    this.commands = commands(settings, threads);
  }

  /** The runner of Slurm's commands, for reading and for changes. */
  static LocalCommandRunner commands(SlurmSettings settings, Executor threads) {
    return new LocalCommandRunner(
        settings.directories(),
        environment(settings),
        settings.deadline(),
        settings.mostOutput(),
        threads);
  }

  private static Map<String, String> environment(SlurmSettings settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "PATH",
        settings.directories().stream().map(Object::toString).collect(Collectors.joining(":")));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("SLURM_TIME_FORMAT", "%s");
    // Lists of an array's tasks are cut at 31 characters unless told otherwise: squeue(1).
    environment.put("SLURM_BITSTR_LEN", "256");
    settings.configuration().ifPresent(path -> environment.put("SLURM_CONF", path.toString()));
    return environment;
  }

  /** Reads nodes and jobs. Takes several times the deadline of a command at most. */
  public SlurmReading read() throws InterruptedException {
    Optional<String> missing =
        NEEDED.stream().filter(command -> commands.find(command).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return new SlurmReading.Absent(
          "cannot find " + missing.get() + " in " + settings.directories() + ": install Slurm's"
              + " commands, or configure where they are");
    }
    if (settings.configuration().filter(ClientConfiguration::isEmpty).isPresent()) {
      return new SlurmReading.Silent(
          "cannot reach Slurm: the head of the rented cluster has no address yet (fleet pods list)");
    }
    try {
      SlurmVersion version =
          commands.run(
              List.of("sinfo", "--version"),
              output -> SlurmVersion.parse(new String(output.readAllBytes(), StandardCharsets.UTF_8)));
      return switch (version.form()) {
        case LINES -> read(version, new TextFormat());
        case JSON_22_05 -> readOrLines(version, new Json2205Format());
        case JSON_24_11 -> readOrLines(version, new Json2411Format());
      };
    } catch (SlurmException | CommandRunner.DeadlineException e) {
      return new SlurmReading.Silent(String.valueOf(e.getMessage()));
    }
  }

  private SlurmReading readOrLines(SlurmVersion version, SlurmFormat format)
      throws SlurmException, CommandRunner.DeadlineException, InterruptedException {
    if (version.text().equals(slowJson)) {
      return read(version, new TextFormat());
    }
    try {
      return read(version, format);
    } catch (SlurmException e) {
      log.debug("cannot read Slurm's JSON, reading lines, ignoring", e);
      return read(version, new TextFormat());
    } catch (CommandRunner.DeadlineException late) {
      SlurmReading lines = read(version, new TextFormat());
      log.info("Slurm's JSON takes too long: lines are read from now on ({})", late.getMessage());
      slowJson = version.text();
      return lines;
    }
  }

  private SlurmReading read(SlurmVersion version, SlurmFormat format)
      throws SlurmException, CommandRunner.DeadlineException, InterruptedException {
    List<SlurmNode> nodes = commands.run(format.nodesCommand(), format::nodes);
    List<SlurmJob> jobs = commands.run(format.jobsCommand(), format::jobs);
    return new SlurmReading.Known(
        clock.instant(), version, SlurmStatus.of(nodes, jobs), jobs);
  }
}
