package org.dubnium.dbus.contract;

import java.util.function.Supplier;
import org.dubnium.bus.server.BusInterface;

/** Connects the properties of a GPU with the bus. */
public final class GpuInterface {
  private GpuInterface() {}

  /**
   * The interface.
   *
   * @param properties all properties at one moment; asked in a task of the caller's
   */
  public static BusInterface of(Supplier<GpuProperties> properties) {
    return BusInterface.implementing(Contract.of(Names.GPU))
        .properties(GpuProperties.CODEC, properties)
        .build();
  }
}
