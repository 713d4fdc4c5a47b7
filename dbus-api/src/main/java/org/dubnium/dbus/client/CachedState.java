package org.dubnium.dbus.client;

import java.util.concurrent.atomic.AtomicLong;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.jspecify.annotations.Nullable;

/**
 * The mode controller's properties as they were read last. They are read anew once it announced a
 * change, came or went, or the connection was lost. {@code ObservedAt} changes unannounced: here it
 * is as of the reading.
 */
public final class CachedState implements ModeControllerListener {

  private record Reading(long generation, ModeControllerProperties properties) {}

  private final ModeControllerClient controller;
  private final AtomicLong generation = new AtomicLong();
  private volatile @Nullable Reading last;

  /**
   * Makes one; nothing is read yet.
   *
   * @param bus the connection of that client
   */
  public CachedState(ReconnectingBus bus, ModeControllerClient controller) {
    this.controller = controller;
    bus.onConnect(
        connected -> {
          connected.onDisconnect(why -> propertiesChanged());
          var _ = SignalDispatcher.subscribe(connected, this);
          propertiesChanged();
        });
  }

  /** The properties, read now if need be. */
  public ModeControllerProperties get() throws ModeControllerException, InterruptedException {
    long now = generation.get();
    Reading known = last;
    if (known != null && known.generation() == now) {
      return known.properties();
    }
    ModeControllerProperties read = controller.properties();
    last = new Reading(now, read);
    return read;
  }

  @Override
  public void propertiesChanged() {
    generation.incrementAndGet();
  }

  @Override
  public void ownerChanged(boolean present) {
    propertiesChanged();
  }
}
