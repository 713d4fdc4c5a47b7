package org.dubnium.daemon.domain.model;

import java.util.Optional;

/**
 * A model of the store.
 *
 * @param selected what {@code vllm.service} would serve were it selected; with a bundle unless that
 *     cannot be read
 * @param architecture as its {@code config.json} has it; empty if that does not say
 * @param problem what is wrong with it that can be told without reading it all; empty if nothing
 */
public record StoredModel(
    ModelName name,
    ServedModel selected,
    Optional<String> architecture,
    Optional<String> problem) {

  /** Whether a path that the server's settings name leads to it. */
  public boolean isAt(String path) {
    return path.equals(selected.model())
        || selected.bundle().filter(bundle -> bundle.path().equals(path)).isPresent();
  }

  /** Whether the server is set to serve it. */
  public boolean isSelectedBy(ServedModel served) {
    return isAt(served.model())
        || served.bundle().filter(bundle -> isAt(bundle.path())).isPresent();
  }

  /** Whether the running server was started with it. */
  public boolean isServedBy(ServedModel served) {
    return served.started().filter(this::isAt).isPresent();
  }
}
