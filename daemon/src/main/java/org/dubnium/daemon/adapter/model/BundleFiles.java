package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.procfs.Directory;

/** Lists the files of a bundle, links followed. */
final class BundleFiles {

  /** More than any model has: a bundle is no home directory. */
  private static final int MOST = 10_000;

  private static final int DEEPEST = 8;

  private BundleFiles() {}

  /**
   * By path below the bundle's. What begins with a dot belongs to whoever fetched or keeps the
   * bundle.
   *
   * @throws IOException if something cannot be looked at, or if this is no bundle
   */
  static Map<String, FileStamp> list(Path bundle) throws IOException {
    Map<String, FileStamp> files = new TreeMap<>();
    list(bundle, "", DEEPEST, files);
    return files;
  }

  static FileStamp stamp(Path file) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(seen.size(), seen.lastModifiedTime().toInstant());
  }

  private static void list(Path directory, String prefix, int depth, Map<String, FileStamp> files)
      throws IOException {
    if (depth == 0 || files.size() > MOST) {
      throw new IOException(
          "cannot take " + directory + " for a part of a model bundle: there is too much in it");
    }
    for (Path entry : Directory.list(directory, "[!.]*")) {
      String name = prefix + entry.getFileName();
      if (Files.isDirectory(entry)) {
        list(entry, name + "/", depth - 1, files);
      } else {
        files.put(name, stamp(entry));
      }
    }
  }
}
