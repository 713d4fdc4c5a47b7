package org.dubnium.daemon.domain.policy;

import java.util.Set;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * A path that must be there.
 *
 * @param modes the modes that need it to be entered; empty for all
 * @param minFreeMiB free space below which it does not serve, in MiB
 */
public record PersistencePath(
    String path, Set<ModeName> modes, boolean writable, long minFreeMiB) {

  public PersistencePath {
    modes = Set.copyOf(modes);
  }
}
