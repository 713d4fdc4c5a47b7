package org.dubnium.daemon.classify;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;

/** How units, sessions, GPUs and holders are named to a person, the same everywhere. */
public final class Words {

  private static final long MIB = 1024 * 1024;

  private Words() {}

  /** {@code GPU 0 (GPU-5d2e…)}. */
  public static String gpu(GpuIdentity gpu) {
    return "GPU " + gpu.index() + " (" + gpu.uuid() + ")";
  }

  /**
   * {@code pid 4711 (python3) of ollama.service, session 3, compute, 3072 MiB}, or {@code pid 50
   * (hold) of hold.service of user@1000.service, graphics}.
   */
  public static String holder(GpuHolder holder) {
    String inner = holder.userUnit().map(unit -> " of " + unit.name()).orElse("");
    String unit = holder.unit().map(name -> " of " + name).orElse("");
    String session = holder.session().map(id -> ", session " + id).orElse("");
    return process(holder) + inner + unit + session + how(holder);
  }

  private static String process(GpuHolder holder) {
    return holder.pid() == 0
        ? "something that is no process of this host (the driver's own, or of another PID namespace)"
        : "pid " + holder.pid() + " (" + holder.command() + ")";
  }

  private static String how(GpuHolder holder) {
    String bytes =
        switch (holder.bytes()) {
          case Reading.Value<Long>(Long used) -> ", " + Math.ceilDiv(used, MIB) + " MiB";
          case Reading.Unavailable<Long> unknown -> "";
        };
    return switch (holder.kind()) {
      case COMPUTE -> ", compute" + bytes;
      case GRAPHICS -> ", graphics" + bytes;
      case MPS -> ", MPS" + bytes;
      case DEVICE -> ", with the device file open" + bytes;
      case UNREAD ->
          ", not all of whose files were looked at"
              + (holder.bytes() instanceof Reading.Unavailable<Long>(String why)
                  ? " since " + why
                  : "");
    };
  }

  /** {@code is held by pid 4711 …}, after a GPU's name; {@code may be} if nobody can tell. */
  public static String heldBy(GpuHolder holder) {
    return (holder.kind() == GpuHolder.Kind.UNREAD ? "may be held by " : "is held by ")
        + holder(holder);
  }

  /** {@code session 2 of alice (wayland on seat0)}. */
  public static String session(Session session) {
    String where =
        Optional.of(session.seat())
            .filter(seat -> !seat.isEmpty())
            .map(seat -> " on " + seat)
            .orElse(session.remote() ? ", remote" : "");
    return "session " + session.id() + " of " + session.user() + " (" + session.type() + where
        + ")";
  }

  /**
   * What a unit does, after its name: {@code active}, {@code failed (exit-code)}, {@code activating
   * (start-post)}, {@code active with a stop job queued}, {@code not-found}.
   */
  public static String state(UnitState unit) {
    if (!unit.isLoadable() && unit.isDown()) {
      return unit.loadState();
    }
    String sub =
        switch (unit.activeState()) {
          case "failed" -> unit.result().isEmpty() ? "" : " (" + unit.result() + ")";
          case "activating", "deactivating" -> " (" + unit.subState() + ")";
          default -> "";
        };
    return unit.activeState() + sub + unit.job().map(type -> " with a " + type + " job queued").orElse("");
  }

  /** What the host shows, with what speaks against its being in order. */
  public static String shown(Classification seen) {
    Stream<String> degradations =
        seen.degradations().stream()
            .map(
                clause ->
                    clause.clause() + " is " + clause.observed() + ", not " + clause.expected());
    return Stream.of(
            seen.conflicts().stream(),
            seen.missing().stream(),
            seen.contradicts().stream(),
            degradations)
        .flatMap(faults -> faults)
        .distinct()
        .collect(Collectors.joining("; ", "the host shows " + seen.modeText() + " (", ")"));
  }
}
