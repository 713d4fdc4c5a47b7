package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelName;

/**
 * What is to be done to the store of models.
 *
 * @param subject where a model is copied from, or which one it is about
 * @param name the name that a model is to get
 * @param json whether the result is to be told as a JSON object
 */
record ModelTask(Kind kind, String subject, Optional<ModelName> name, boolean json) {

  /** What can be done. */
  enum Kind {
    SEED,
    VERIFY,
    DISCARD
  }

  /** The directory of the bundle that is meant, which may be one of the store by its name. */
  Path bundle(Path store) {
    return ModelName.isValid(subject) ? store.resolve(subject) : Path.of(subject);
  }
}
