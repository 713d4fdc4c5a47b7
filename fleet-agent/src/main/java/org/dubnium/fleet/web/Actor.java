package org.dubnium.fleet.web;

import org.dubnium.fleet.host.Delegate;

/** Who asks for a change. */
public sealed interface Actor {

  /** Whoever has the API's token: they send it, or gave it when their session began. */
  record TokenHolder() implements Actor {}

  /** Root or the service's own user, over the Unix socket, as the kernel says. */
  record LocalUser(long uid) implements Actor {}

  /** A person who lets this service act in their name, from their login session. */
  record Person(Delegate delegate) implements Actor {}
}
