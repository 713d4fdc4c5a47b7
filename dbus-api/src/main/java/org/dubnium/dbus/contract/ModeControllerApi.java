package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;

/**
 * What {@code org.dubnium.ModeController} can do; the XML documents each method and its errors. All
 * methods may block: each call has a task of its own.
 */
public interface ModeControllerApi {

  ObjectPath requestMode(Call call, String mode, RequestOptions options)
      throws BusException, InterruptedException;

  ExplainInfo explain(Call call, String mode, RequestOptions options)
      throws BusException, InterruptedException;

  List<GuardInfo> evaluateGuards(Call call, String mode) throws BusException, InterruptedException;

  Allowed canRequestMode(Call call, String mode) throws BusException, InterruptedException;

  void cancelJob(Call call, ObjectPath job) throws BusException, InterruptedException;

  /** Returns the cookie. */
  long holdMode(Call call, HoldRequest request) throws BusException, InterruptedException;

  void releaseHold(Call call, long cookie) throws BusException, InterruptedException;

  void refresh(Call call) throws BusException, InterruptedException;

  /** Returns one JSON document. */
  String describe(Call call) throws BusException, InterruptedException;

  List<HolderInfo> listGpuHolders(Call call) throws BusException, InterruptedException;

  List<TelemetryInfo> readTelemetry(Call call) throws BusException, InterruptedException;

  /** Returns the latest first; {@code limit} 0 means as many as there may be. */
  List<TransitionInfo> listTransitions(Call call, long limit)
      throws BusException, InterruptedException;

  AuditInfo verifyAudit(Call call) throws BusException, InterruptedException;

  void reload(Call call) throws BusException, InterruptedException;

  /** All properties at one moment; must not block. */
  ModeControllerProperties properties();
}
