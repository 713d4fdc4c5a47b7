package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;

/**
 * What {@code org.dubnium.ModeController.Models} can do; the XML documents each method and its
 * errors. All methods may block: each call has a task of its own.
 */
public interface ModelsApi {

  List<ModelInfo> list(Call call) throws BusException, InterruptedException;

  /** Returns the job, or {@link ObjectPath#ROOT} if nothing had to be switched. */
  ObjectPath select(Call call, String name, RequestOptions options)
      throws BusException, InterruptedException;

  ExplainInfo explain(Call call, String name, RequestOptions options)
      throws BusException, InterruptedException;

  void remove(Call call, String name) throws BusException, InterruptedException;

  void record(Call call, String name, String event, ModelEventInfo details)
      throws BusException, InterruptedException;

  /** All properties at one moment; must not block. */
  ModelsProperties properties();
}
