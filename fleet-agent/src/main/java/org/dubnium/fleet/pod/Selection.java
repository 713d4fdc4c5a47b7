package org.dubnium.fleet.pod;

import java.util.Optional;
import java.util.Set;

/**
 * Which declarations are meant.
 *
 * @param names empty for all of them
 */
public record Selection(Optional<Set<String>> names) {

  public static final Selection ALL = new Selection(Optional.empty());

  public Selection {
    names = names.map(Set::copyOf);
  }

  public boolean includes(String declaration) {
    return names.map(some -> some.contains(declaration)).orElse(true);
  }
}
