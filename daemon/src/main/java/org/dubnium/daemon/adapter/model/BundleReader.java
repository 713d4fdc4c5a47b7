package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.VerificationJson;

/** Reads a bundle without the content of its weights, of which it takes sizes and times. */
final class BundleReader {

  /** Longest {@code config.json} that is kept whole, in bytes; real ones have some KiB. */
  private static final int LONGEST_CONFIG = Json.LONGEST_DOCUMENT;

  /** Longest record of a verification, in bytes: of ten thousand files. */
  private static final int LONGEST_RECORD = 8 << 20;

  private final Path records;

  /**
   * @param records directory of the records of verifications
   */
  BundleReader(Path records) {
    this.records = records;
  }

  /** The bundle at a path; empty if that is no directory that is there. */
  Optional<ModelBundle> read(String model) throws IOException {
    if (!model.startsWith("/") || !Files.isDirectory(Path.of(model))) {
      return Optional.empty();
    }
    Path bundle = Path.of(model).toRealPath();
    try (BundleTree tree = BundleTree.open(bundle)) {
      if (!tree.problems().isEmpty()) {
        throw new IOException(
            "cannot take %s for a bundle: %s".formatted(bundle, tree.problems().getFirst()));
      }
      return Optional.of(
          new ModelBundle(
              bundle.toString(),
              tree.files(),
              shape(bundle, tree),
              verification(bundle.toString())));
    }
  }

  private static Reading<ModelShape> shape(Path bundle, BundleTree tree) {
    Path config = bundle.resolve(ModelBundle.CONFIG);
    if (!tree.files().containsKey(ModelBundle.CONFIG)) {
      return Reading.unavailable("cannot read " + config + ": it is missing");
    }
    try {
      return Reading.of(ShapeReader.read(tree.bytes(ModelBundle.CONFIG, LONGEST_CONFIG)));
    } catch (IOException e) {
      return Reading.unavailable("cannot read " + config + ": " + e.getMessage());
    }
  }

  /** The file with the record of a bundle's verification. */
  Path record(String bundle) {
    return records.resolve(VerificationJson.fileName(bundle));
  }

  private Reading<Optional<Verification>> verification(String bundle) {
    Path record = record(bundle);
    try {
      return Reading.of(
          Optional.of(VerificationJson.read(SmallFile.read(record, LONGEST_RECORD))));
    } catch (NoSuchFileException e) {
      return Reading.of(Optional.empty());
    } catch (IOException e) {
      return Reading.unavailable("cannot read " + record + ": " + e.getMessage());
    }
  }
}
