package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/** The signals of {@code org.dubnium.ModeController}. */
public final class ModeControllerSignals {
  private final ExportedObject object;

  /** Signals that come from the given object, which must have the interface. */
  public ModeControllerSignals(ExportedObject object) {
    this.object = object;
  }

  public void jobNew(long id, ObjectPath job, String mode) {
    object.emit(Names.MODE_CONTROLLER, "JobNew", id, job, mode);
  }

  public void jobRemoved(long id, ObjectPath job, String mode, String outcome) {
    object.emit(Names.MODE_CONTROLLER, "JobRemoved", id, job, mode, outcome);
  }

  public void prepareForTransition(
      boolean start, String from, String to, NoticeInfo details) {
    object.emit(
        Names.MODE_CONTROLLER,
        "PrepareForTransition",
        start,
        from,
        to,
        NoticeInfo.CODEC.write(details));
  }

  /** Says that a hold ended; {@code why} is {@code released disconnected exited}. */
  public void holdReleased(long cookie, String why) {
    object.emit(Names.MODE_CONTROLLER, "HoldReleased", cookie, why);
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
    object.emit(Names.MODE_CONTROLLER, "GpuEvent", uuid, kind, details);
  }
}
