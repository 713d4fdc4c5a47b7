package org.dubnium.fleet.service;

import java.util.HashMap;
import java.util.Map;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;

/** So many of something in all, and so many of one client, at once. */
final class ClientQuota {

  private final String what;
  private final int most;
  private final int mostOfClient;
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * @param what it is of, in the plural
   */
  ClientQuota(String what, int most, int mostOfClient) {
    this.what = what;
    this.most = most;
    this.mostOfClient = mostOfClient;
  }

  /** Takes one, to be released. */
  synchronized void acquire(String client) throws OperationException {
    requireRoom(client);
    taken.merge(client, 1, Integer::sum);
  }

  /** Requires that there is one to be taken. */
  synchronized void requireRoom(String client) throws OperationException {
    if (taken.getOrDefault(client, 0) >= mostOfClient) {
      throw new OperationException(
          Kind.TOO_MANY, "cannot have more than " + mostOfClient + " " + what + " of yours at once");
    }
    if (taken.values().stream().mapToInt(Integer::intValue).sum() >= most) {
      throw new OperationException(
          Kind.UNAVAILABLE, "cannot have more than " + most + " " + what + " at once; try again later");
    }
  }

  synchronized void release(String client) {
    taken.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }
}
