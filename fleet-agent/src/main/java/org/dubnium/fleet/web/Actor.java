package org.dubnium.fleet.web;

import org.dubnium.fleet.host.Delegate;

/** Who asks. */
public sealed interface Actor {

  /** Whoever has the API's token: they send it, or gave it when their session began. */
  record TokenHolder() implements Actor {}

  /**
   * A user of this machine, over the Unix socket, as the kernel says; of those who change anything root or
   * the service's own.
   */
  record LocalUser(long uid) implements Actor {}

  /** A person who lets this service act in their name, from their login session. */
  record Person(Delegate delegate) implements Actor {}
}
