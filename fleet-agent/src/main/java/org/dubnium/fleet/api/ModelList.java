package org.dubnium.fleet.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.GpuFitInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.fleet.service.Models;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/models}.
 *
 * @param selected name of a bundle, or whatever else the server's settings name; null for nothing
 */
record ModelList(List<Bundle> models, @Nullable String selected, Server server) {

  private static final double MILLIS = 1e3;

  static ModelList of(Models.Overview told) {
    return new ModelList(
        told.models().stream().map(Bundle::of).toList(),
        text(told.selected()),
        Server.of(told.server()));
  }

  /**
   * A bundle of the store.
   *
   * @param verification {@code verified changed none unreadable}
   * @param problem what is wrong with it
   * @param fit as explanations have it; empty if nobody can tell
   */
  record Bundle(
      String name,
      String path,
      long bytes,
      long files,
      boolean selected,
      boolean served,
      @Nullable String architecture,
      String verification,
      @Nullable String verifiedAt,
      @Nullable String problem,
      Map<String, Variant> fit) {

    static Bundle of(ModelInfo model) {
      return new Bundle(
          model.name(),
          model.path(),
          model.bytes(),
          model.files(),
          model.selected(),
          model.served(),
          model.architecture().orElse(null),
          model.verification().text(),
          time(model.verifiedAt()),
          model.problem().orElse(null),
          model.fit().map(GpuFitInfo.CODEC::write).orElse(Map.of()));
    }
  }

  /**
   * The model server.
   *
   * @param total 0 where it does not say of how many {@code done} are
   * @param typicalSeconds null if it is not known how long this model takes to load
   */
  record Server(
      @Nullable String model,
      String state,
      @Nullable String phase,
      long done,
      long total,
      @Nullable String since,
      @Nullable String phaseSince,
      @Nullable Double typicalSeconds,
      @Nullable String cause,
      @Nullable String message,
      List<String> lines,
      List<String> strays) {

    static Server of(ModelServerInfo server) {
      Duration typical = server.typical();
      return new Server(
          text(server.model()),
          server.state(),
          text(server.phase()),
          server.done(),
          server.total(),
          time(server.since()),
          time(server.phaseSince()),
          typical.isPositive() ? (Double) (typical.toMillis() / MILLIS) : null,
          text(server.cause()),
          text(server.message()),
          server.lines(),
          server.strays());
    }
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
