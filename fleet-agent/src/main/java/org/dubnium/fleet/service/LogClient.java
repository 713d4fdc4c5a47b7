package org.dubnium.fleet.service;

import java.util.OptionalLong;

/**
 * A client that reads logs.
 *
 * @param name by which their use is counted
 * @param uid of this machine, which has to have the right; empty for somebody who may read every log
 */
public record LogClient(String name, OptionalLong uid) {

  /** A user of this machine. */
  public static LogClient user(long uid) {
    return new LogClient("uid " + uid, OptionalLong.of(uid));
  }

  /** A client whose right was checked elsewhere, such as the holder of the token. */
  public static LogClient trusted(String name) {
    return new LogClient(name, OptionalLong.empty());
  }
}
