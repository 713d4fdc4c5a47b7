package org.dubnium.daemon.classify;

import java.util.Optional;
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

  /** {@code pid 4711 (python3) of ollama.service, session 3, compute, 3072 MiB}. */
  public static String holder(GpuHolder holder) {
    String unit = holder.unit().map(name -> " of " + name).orElse("");
    String session = holder.session().map(id -> ", session " + id).orElse("");
    String bytes =
        switch (holder.bytes()) {
          case Reading.Value<Long>(Long used) -> ", " + Math.ceilDiv(used, MIB) + " MiB";
          case Reading.Unavailable<Long> unknown -> "";
        };
    String how =
        switch (holder.kind()) {
          case COMPUTE -> ", compute";
          case GRAPHICS -> ", graphics";
          case MPS -> ", MPS";
          case DEVICE -> ", with the device file open";
        };
    return "pid " + holder.pid() + " (" + holder.command() + ")" + unit + session + how + bytes;
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
}
