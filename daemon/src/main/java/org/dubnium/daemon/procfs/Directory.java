package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists directories. */
public final class Directory {

  private Directory() {}

  /**
   * What a directory holds that fits a pattern, by name.
   *
   * @param glob as in {@link java.nio.file.FileSystem#getPathMatcher}
   */
  public static List<Path> list(Path directory, String glob) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort(null);
    return children;
  }
}
