package org.dubnium.daemon.port;

import java.util.function.Consumer;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads the GPUs of this host. */
public interface GpuProbe extends AutoCloseable {

  /**
   * Reads every GPU now. Returns within the probe's deadline, whatever the driver does: a call that
   * hangs is abandoned and reported, and no further call is begun until it returns.
   */
  Reading<GpuInventory> read();

  /**
   * The same for a look that nobody asked for, where nobody needs the GPUs: one that may fall asleep
   * while nobody uses it is let go, and not woken. It is told as asleep, with what is known of it.
   */
  Reading<GpuInventory> glance();

  /**
   * Calls the listener for every critical error from now on, on a thread of the probe's own. A
   * driver without events is not an error: nothing is ever reported.
   */
  void onEvent(Consumer<GpuEvent> listener);

  /**
   * Calls the listener, on a thread of the probe's own, whenever the driver says that something about
   * a GPU has changed that only a reading tells: after a critical error, when it became unavailable,
   * or when what it needs to recover has changed.
   */
  void onChange(Runnable listener);

  @Override
  void close();
}
