package org.dubnium.daemon.adapter.model;

import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelName;

/**
 * The files and directories of the model server.
 *
 * @param shipped environment file of its units that must be there
 * @param local the administrator's, which is read over it and may be missing
 * @param selection the selection's, which is read last and may be missing
 * @param settings directory of the administrator's settings for single models
 * @param store directory of the models
 * @param records directory of the records of verifications
 * @param started file with the model that the running server was started with
 */
public record ModelPaths(
    Path shipped,
    Path local,
    Path selection,
    Path settings,
    Path store,
    Path records,
    Path started) {

  Path bundle(ModelName name) {
    return store.resolve(name.value());
  }

  Path settings(ModelName name) {
    return settings.resolve(name + ".env");
  }

  /** The name of a model of the store, by the path that settings name; empty if it is none. */
  Optional<ModelName> stored(String model) {
    String prefix = store + "/";
    return Optional.of(model)
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(ModelName::isValid)
        .map(ModelName::new);
  }
}
