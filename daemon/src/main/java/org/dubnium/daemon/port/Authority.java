package org.dubnium.daemon.port;

import java.util.Map;

/** Decides who may do what: polkit, or uid 0 alone where there is none. */
public interface Authority {

  /** The answers of polkit. */
  enum Decision {
    YES,
    NO,
    /** Possible after authentication, which the caller did not allow or could not give. */
    CHALLENGE
  }

  /**
   * Decides. Blocks for as long as a person may need to type a password where {@code interactive},
   * else for some seconds at most.
   *
   * @param busName unique name of the caller on the bus
   * @param uid of the caller, as the bus says
   * @param action polkit's action id
   * @param details shown to whoever is asked
   */
  Decision decide(
      String busName, long uid, String action, Map<String, String> details, boolean interactive);
}
