package org.dubnium.daemon.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;

/** Reads the section {@code modes}. A mode that is null is none: so a shipped one is taken away. */
final class ModesReader {

  /** What the bus says where no mode can be told. */
  private static final String RESERVED = "unknown";

  private final Problems problems;
  private final Duration stepTimeout;

  ModesReader(Problems problems, Duration stepTimeout) {
    this.problems = problems;
    this.stepTimeout = stepTimeout;
  }

  /** By name, in the order in which they are written; without those that have problems. */
  Map<ModeName, Contract> read(Section modes) {
    List<Mode> read = new ArrayList<>();
    modes
        .sections()
        .forEach(
            (name, section) ->
                name(name, section)
                    .flatMap(mode -> new ContractReader(section, problems, stepTimeout).read(mode))
                    .ifPresent(contract -> read.add(new Mode(contract, section))));
    new ModeChecks(read, problems).run();
    Map<ModeName, Contract> contracts = new LinkedHashMap<>();
    read.forEach(mode -> contracts.put(mode.contract().name(), mode.contract()));
    return contracts;
  }

  private Optional<ModeName> name(String name, Section section) {
    if (name.equals(RESERVED) || !ModeName.isValid(name)) {
      problems.add(
          section.place(),
          "cannot name a mode '%s' (take lower-case letters, digits and dashes, but not '%s')"
              .formatted(name, RESERVED));
      return Optional.empty();
    }
    return Optional.of(new ModeName(name));
  }

  /** A contract with the section that it was read from. */
  record Mode(Contract contract, Section section) {}
}
