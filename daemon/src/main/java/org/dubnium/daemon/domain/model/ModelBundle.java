package org.dubnium.daemon.domain.model;

import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * A model's files with their checksums.
 *
 * @param path absolute and without links
 * @param files by path below the bundle's; those whose name begins with a dot do not belong to it
 * @param shape what its {@code config.json} says of the network
 * @param verification the record of the last one; empty if there is none
 */
public record ModelBundle(
    String path,
    Map<String, FileStamp> files,
    Reading<ModelShape> shape,
    Reading<Optional<Verification>> verification) {

  public static final String CONFIG = "config.json";
  public static final String CHECKSUMS = "SHA256SUMS";

  public ModelBundle {
    files = Map.copyOf(files);
  }

  /** The size of all weights, as they are on disk. */
  public long weightBytes() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".safetensors"))
        .mapToLong(file -> file.getValue().bytes())
        .sum();
  }
}
