package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/**
 * The signals of {@code org.dubnium.ModeController}, and the changes of its properties. Nothing is
 * sent before the object is exported.
 */
public final class ModeControllerSignals {
  private final BusServer server;

  public ModeControllerSignals(BusServer server) {
    this.server = server;
  }

  /** Announces every property that has changed. */
  public void propertiesChanged() {
    server.find(Names.ROOT_PATH).ifPresent(ExportedObject::announce);
  }

  private void emit(String signal, Object... arguments) {
    server
        .find(Names.ROOT_PATH)
        .ifPresent(object -> object.emit(Names.MODE_CONTROLLER, signal, arguments));
  }

  public void jobNew(long id, ObjectPath job, String mode) {
    emit("JobNew", id, job, mode);
  }

  public void jobRemoved(long id, ObjectPath job, String mode, String outcome) {
    emit("JobRemoved", id, job, mode, outcome);
  }

  public void prepareForTransition(
      boolean start, String from, String to, NoticeInfo details) {
    emit("PrepareForTransition", start, from, to, NoticeInfo.CODEC.write(details));
  }

  /** Says that a hold ended; {@code why} is {@code released disconnected exited}. */
  public void holdReleased(long cookie, String why) {
    emit("HoldReleased", cookie, why);
  }

  /** Says that the driver reports an error of a GPU. */
  public void gpuError(String uuid, XidInfo error) {
    gpuEvent(uuid, "xid", XidInfo.CODEC.write(error));
  }

  /** Says what became of a GPU; {@code kind} is {@code added removed lost}. */
  public void gpuChange(String uuid, String kind) {
    gpuEvent(uuid, kind, Map.of());
  }

  private void gpuEvent(String uuid, String kind, Map<String, Variant> details) {
    emit("GpuEvent", uuid, kind, details);
  }
}
