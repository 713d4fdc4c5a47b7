package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.json.JsonObject;

/**
 * What a bundle's small files say of it.
 *
 * @param architecture the first that its {@code config.json} names
 * @param problem the first that is found; empty if none is
 */
record BundleHead(Optional<String> architecture, Optional<String> problem) {

  static BundleHead of(ModelBundle bundle) {
    Optional<Optional<String>> named = architecture(bundle);
    return new BundleHead(named.orElse(Optional.empty()), problem(bundle, named));
  }

  private static Optional<String> problem(ModelBundle bundle, Optional<Optional<String>> named) {
    for (String name : List.of(ModelBundle.CONFIG, ModelBundle.CHECKSUMS)) {
      if (!bundle.files().containsKey(name)) {
        return Optional.of("it has no " + name);
      }
    }
    if (named.isEmpty()) {
      return Optional.of("its config.json cannot be read");
    }
    if (named.get().isEmpty()) {
      return Optional.of("its config.json names no architecture");
    }
    return bundle.weightBytes() == 0
        ? Optional.of("it has no weights (*.safetensors)")
        : Optional.empty();
  }

  /** Empty if the file cannot be read; in it empty if that names none. */
  private static Optional<Optional<String>> architecture(ModelBundle bundle) {
    Path config = Path.of(bundle.path()).resolve(ModelBundle.CONFIG);
    try {
      JsonObject read =
          JsonObject.parse(SmallFile.read(config, BundleReader.LONGEST_CONFIG));
      List<String> named = read.has("architectures") ? read.strings("architectures") : List.of();
      return Optional.of(named.stream().findFirst().map(Brief::line));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
