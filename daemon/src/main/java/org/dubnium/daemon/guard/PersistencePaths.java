package org.dubnium.daemon.guard;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy.PersistencePath;

/**
 * Denies if a path that every mode needs, or one that is entered, is missing, read-only where it
 * must not be, or short of space.
 */
final class PersistencePaths implements Guard {

  private static final long MIB = 1024 * 1024;

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    Set<ModeName> entered =
        input.passage().entered().stream().map(Contract::name).collect(Collectors.toSet());
    for (PersistencePath wanted : input.policy().persistencePaths()) {
      if (wanted.modes().isEmpty() || wanted.modes().stream().anyMatch(entered::contains)) {
        Reading<PathState> reading =
            input
                .observation()
                .paths()
                .getOrDefault(
                    wanted.path(), Reading.unavailable(wanted.path() + " was not looked at"));
        judge(wanted, reading, objections);
      }
    }
    return objections.verdict();
  }

  private static void judge(
      PersistencePath wanted, Reading<PathState> reading, Objections objections) {
    String path = wanted.path();
    switch (reading) {
      case Reading.Unavailable<PathState>(String why) -> objections.cannotTell(why);
      case Reading.Value<PathState>(PathState state) -> {
        if (!state.exists()) {
          objections.deny(
              "path-missing",
              path + " does not exist (create it, or mount what holds it)",
              Map.of("path", path));
          return;
        }
        if (wanted.writable() && state.readOnly()) {
          objections.deny(
              "path-read-only",
              "%s is read-only (see why %s is mounted so, and remount it)"
                  .formatted(path, state.mountPoint()),
              Map.of("path", path, "mount-point", state.mountPoint()));
        }
        long free = state.freeBytes() / MIB;
        if (free < wanted.minFreeMiB()) {
          objections.deny(
              "path-short-of-space",
              "%s has %d MiB free and needs %d MiB (make room on %s)"
                  .formatted(path, free, wanted.minFreeMiB(), state.mountPoint()),
              Map.of(
                  "path", path,
                  "mount-point", state.mountPoint(),
                  "free-mib", Long.toString(free),
                  "needed-mib", Long.toString(wanted.minFreeMiB())));
        }
      }
    }
  }
}
