package org.dubnium.fleet.pod.store;

import java.time.Instant;
import org.dubnium.fleet.pod.PodDeclaration;

/**
 * A declaration as a person applied it. It is in force until it is applied anew, whatever the
 * configuration says meanwhile.
 *
 * @param actor who applied it
 * @param firstAt when one of its name was first applied, since when its total counts
 */
public record AppliedDeclaration(
    PodDeclaration declaration, String actor, Instant at, Instant firstAt) {

  public String name() {
    return declaration.name();
  }
}
