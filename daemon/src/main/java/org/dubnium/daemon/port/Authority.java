package org.dubnium.daemon.port;

import java.util.Map;
import org.dubnium.daemon.domain.transition.Caller;

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
   * @param caller about whom it is asked: their bus name, or the session that they speak for
   * @param action polkit's action id
   * @param details shown to whoever is asked
   */
  Decision decide(
      Caller caller, String action, Map<String, String> details, boolean interactive);
}
