package org.dubnium.common.program;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a program.
 *
 * @param action what it is asked to do; of several, the last
 * @param values of the options that were given, by their names; of several, the last
 */
public record CommandLine<A>(A action, Map<String, String> values) {

  public CommandLine {
    values = Map.copyOf(values);
  }

  /**
   * Reads arguments.
   *
   * @param usual what the program does if it is asked nothing else
   * @param actions what it may be asked to do, by argument
   * @param options names of the options, which take a value each
   * @param usage how the program is used, for people
   */
  public static <A> CommandLine<A> parse(
      List<String> arguments, A usual, Map<String, A> actions, Set<String> options, String usage)
      throws UsageException {
    A action = usual;
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      A asked = actions.get(name);
      if (asked != null) {
        action = asked;
      } else if (options.contains(name) && i + 1 < arguments.size()) {
        values.put(name, arguments.get(++i));
      } else {
        throw new UsageException(name, usage);
      }
    }
    return new CommandLine<>(action, values);
  }

  /** The value of an option; empty if it was not given. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /** Likewise, the name of a file. */
  public Optional<Path> path(String option) {
    return text(option).map(Path::of);
  }
}
