package org.dubnium.daemon.domain.model;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** The size of all its files, in bytes. */
  public long bytes() {
    return files.values().stream().mapToLong(FileStamp::bytes).sum();
  }

  /** When all its files had the right checksums; empty if they never did here, or nobody can tell. */
  public Optional<Verification> verified() {
    return verification instanceof Reading.Value<Optional<Verification>>(var record)
        ? record.filter(found -> found.bundle().equals(path))
        : Optional.empty();
  }

  public VerificationState state() {
    if (verification instanceof Reading.Unavailable<Optional<Verification>>) {
      return VerificationState.UNREADABLE;
    }
    return verified()
        .map(
            record ->
                changes(record).isEmpty() ? VerificationState.VERIFIED : VerificationState.CHANGED)
        .orElse(VerificationState.NONE);
  }

  /** What became of files since a verification, by their paths, in words that follow them. */
  public SortedMap<String, String> changes(Verification record) {
    SortedMap<String, String> changes = new TreeMap<>();
    record.files().forEach((name, file) -> compare(name, file, changes));
    files.keySet().stream()
        .filter(name -> !record.files().containsKey(name))
        .forEach(name -> changes.put(name, "was added"));
    return changes;
  }

  private void compare(
      String name, Verification.VerifiedFile known, SortedMap<String, String> changes) {
    FileStamp found = files.get(name);
    if (found == null) {
      changes.put(name, "is gone");
    } else if (!known.stamp().equals(found)) {
      changes.put(name, "has changed");
    }
  }

  /** The size of all weights, as they are on disk. */
  public long weightBytes() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".safetensors"))
        .mapToLong(file -> file.getValue().bytes())
        .sum();
  }
}
