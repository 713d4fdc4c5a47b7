package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.program.CommandLine;
import org.dubnium.common.program.UsageException;
import org.dubnium.daemon.domain.model.ModelName;

/**
 * The command line.
 *
 * @param bus address of the bus; empty for the system bus
 * @param model what is to be done to the store of models, where that is asked
 */
record Options(
    Action action,
    Path defaults,
    Path config,
    Path runDir,
    Path stateDir,
    Optional<String> bus,
    Optional<ModelTask> model) {

  /** What the program is asked to do. */
  enum Action {
    RUN,
    CHECK,
    HELP,
    VERSION,
    AOT_TRAINING,
    MODEL
  }

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "--check", Action.CHECK,
          "-h", Action.HELP,
          "--help", Action.HELP,
          "--version", Action.VERSION,
          "--aot-training", Action.AOT_TRAINING);

  private static final Map<String, ModelTask.Kind> TASKS =
      Map.of(
          "--seed-model", ModelTask.Kind.SEED,
          "--verify-model", ModelTask.Kind.VERIFY,
          "--discard-model", ModelTask.Kind.DISCARD);

  private static final Set<String> OPTIONS =
      Set.of(
          "--defaults", "--config", "--run-dir", "--state-dir", "--bus", "--seed-model",
          "--verify-model", "--discard-model", "--name", "--output");

  private static final Map<String, Boolean> OUTPUTS = Map.of("text", false, "json", true);

  /** The models that can be served. */
  static final Path MODELS = Path.of("/var/lib/dubnium/models");

  /** Environment file of the model server's units with what is selected. */
  static final Path SELECTION = Path.of("/var/lib/dubnium/model.env");

  /** Records of verified model bundles. */
  static final Path VERIFIED = Path.of("/var/lib/dubnium/verified");

  /** Locks of models that are being copied into the store. */
  static final Path SEED_LOCKS = Path.of("/run/dubnium/seed");

  static final String USAGE =
      """
      usage: mode-controller [--defaults FILE] [--config FILE] [--run-dir DIR] [--state-dir DIR]
                             [--bus ADDRESS]
                             [--check | --help | --version | --aot-training]
             mode-controller --seed-model SOURCE [--name NAME] [--output text|json]
             mode-controller --verify-model NAME|DIR [--output text|json]
             mode-controller --discard-model NAME [--output text|json]

      Without an action it serves, as mode-controller.service has it do. --check reads the configuration
      and says what is wrong with it. The other three are what 'mode model seed' and 'mode model verify'
      have root do: copy a model into the store, read one whole and record that it is sound, and drop a
      copy that was not finished.
      Manual: man mode-controller
      """;

  /**
   * Reads the command line; what it leaves out comes from the environment that systemd sets, else
   * from the installed layout.
   */
  static Options parse(List<String> arguments, Map<String, String> environment)
      throws UsageException {
    CommandLine<Action> line =
        CommandLine.parse(arguments, Action.RUN, ACTIONS, OPTIONS, USAGE);
    Optional<ModelTask> model = task(line);
    return new Options(
        model.isPresent() ? Action.MODEL : line.action(),
        line.path("--defaults").orElse(Path.of("/usr/share/dubnium/mode-controller.json")),
        line.path("--config").orElse(Path.of("/etc/dubnium/mode-controller.json")),
        line.path("--run-dir")
            .orElse(Path.of(environment.getOrDefault("RUNTIME_DIRECTORY", "/run/mode-controller"))),
        line.path("--state-dir")
            .orElse(Path.of(environment.getOrDefault("STATE_DIRECTORY", "/var/lib/mode-controller"))),
        line.text("--bus"),
        model);
  }

  /** Of several tasks, any one. */
  private static Optional<ModelTask> task(CommandLine<Action> line) throws UsageException {
    String output = line.text("--output").orElse("text");
    Optional<String> name = line.text("--name");
    if (!OUTPUTS.containsKey(output)) {
      throw new UsageException(output, USAGE);
    }
    if (name.isPresent() && !ModelName.isValid(name.get())) {
      throw new UsageException(name.get(), USAGE);
    }
    Optional<ModelTask> task = Optional.empty();
    for (Map.Entry<String, ModelTask.Kind> each : TASKS.entrySet()) {
      Optional<String> subject = line.text(each.getKey());
      if (subject.isPresent()) {
        requireName(each.getValue(), subject.get());
        task =
            Optional.of(
                new ModelTask(
                    each.getValue(),
                    subject.get(),
                    name.map(ModelName::new),
                    Boolean.TRUE.equals(OUTPUTS.get(output))));
      }
    }
    return task;
  }

  private static void requireName(ModelTask.Kind kind, String subject) throws UsageException {
    if (subject.isEmpty() || (kind == ModelTask.Kind.DISCARD && !ModelName.isValid(subject))) {
      throw new UsageException(subject, USAGE);
    }
  }

  /** The same, with a directory of its own for all that is written. */
  Options in(Path directory) {
    return new Options(action, defaults, config, directory, directory, bus, model);
  }
}
