package org.dubnium.fleet.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.SlurmVariables;

/** Reads what one of {@code pods} says of its container. */
final class PodContainerReader {

  static final int LARGEST_DISK = 65_536;

  private static final int LONGEST_ARGUMENTS = 4096;
  private static final int LONGEST_VALUE = 8192;

  /** Kept for those that every pod is given. */
  private static final int OWN_VARIABLES = 5;

  private static final int MOST_VARIABLES = PodContainer.MOST_VARIABLES - OWN_VARIABLES;

  private final Section section;
  private final Problems problems;
  private final Consumer<Value<String>> credentials;

  PodContainerReader(Section section, Problems problems, Consumer<Value<String>> credentials) {
    this.section = section;
    this.problems = problems;
    this.credentials = credentials;
  }

  /**
   * The container; what is wrong with it is noted.
   *
   * @param role for which it gets what its Slurm cluster needs
   */
  PodContainer read(PodRole role) {
    Optional<String> image = text("image", PodForms::image);
    Optional<String> template = text("template", PodForms::identifier);
    if (!section.has("image") && !section.has("template")) {
      problems.add(
          section.place(),
          "cannot run nothing (name an \"image\" with its version, or a \"template\")");
    }
    Optional<Long> disk = section.optionalNumber("disk", 1, LARGEST_DISK);
    List<String> ports = new PodLists(section, problems).distinct("ports", PodForms::openPort);
    SortedMap<String, String> environment = environment();
    SortedMap<String, String> secrets = secrets(environment);
    if (role.joinsCluster()) {
      credentials.accept(new Value<>(section.placeOf("role"), RunpodSettings.MUNGE_CREDENTIAL));
      secrets.put(SlurmVariables.MUNGE_KEY, RunpodSettings.MUNGE_CREDENTIAL);
    }
    if (environment.size() + secrets.size() > MOST_VARIABLES) {
      problems.add(
          section.placeOf("env"),
          ("cannot set %d variables in \"env\" and \"secrets\": RunPod takes %d, of which %d are"
                  + " kept (write %d at the most)")
              .formatted(
                  environment.size() + secrets.size(),
                  PodContainer.MOST_VARIABLES,
                  OWN_VARIABLES,
                  MOST_VARIABLES));
    }
    return new PodContainer(
        image,
        template,
        text("args", PodContainerReader::arguments),
        disk.isPresent() ? OptionalInt.of(disk.get().intValue()) : OptionalInt.empty(),
        ports,
        environment,
        secrets,
        text("registry", PodForms::identifier));
  }

  private Optional<String> text(String key, Function<String, String> turn) {
    return section.optionalText(key, turn).map(Value::value);
  }

  private static String arguments(String text) {
    return bounded(text, LONGEST_ARGUMENTS);
  }

  private static String bounded(String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "cannot use a text of %d characters here (write %d at the most)"
              .formatted(text.length(), longest));
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("cannot use a text with a zero in it (take it out)");
    }
    return text;
  }

  private SortedMap<String, String> environment() {
    return section
        .optionalSection("env")
        .map(env -> variables(env, text -> bounded(text, LONGEST_VALUE)))
        .map(PodContainerReader::values)
        .orElseGet(TreeMap::new);
  }

  private SortedMap<String, String> secrets(Map<String, String> environment) {
    SortedMap<String, Value<String>> secrets =
        section
            .optionalSection("secrets")
            .map(named -> variables(named, ChannelReader::credentialName))
            .orElseGet(TreeMap::new);
    secrets.forEach(
        (variable, credential) -> {
          credentials.accept(credential);
          if (environment.containsKey(variable)) {
            problems.add(
                credential.place(),
                "cannot set %s twice (take it out of \"env\")".formatted(variable));
          }
        });
    return values(secrets);
  }

  private SortedMap<String, Value<String>> variables(
      Section section, Function<String, String> turn) {
    SortedMap<String, Value<String>> variables = new TreeMap<>();
    section
        .texts()
        .forEach(
            (name, text) ->
                section
                    .turned(new Value<>(text.place(), name), PodForms::variable)
                    .flatMap(_ -> section.turned(text, turn))
                    .ifPresent(value -> variables.put(name, value)));
    return variables;
  }

  private static SortedMap<String, String> values(SortedMap<String, Value<String>> of) {
    SortedMap<String, String> values = new TreeMap<>();
    of.forEach((name, value) -> values.put(name, value.value()));
    return values;
  }
}
