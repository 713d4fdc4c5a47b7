package org.dubnium.dbus.contract;

import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;

/** The contract as the XML files say it. */
public final class Contract {
  private static final String FOLDER = "/dbus-1/interfaces/";

  private Contract() {}

  /**
   * An interface of ours.
   *
   * @param name its full name, one of {@link Names}
   */
  public static InterfaceSpec of(String name) {
    return IntrospectionReader.readResource(FOLDER + name + ".xml").getFirst();
  }
}
