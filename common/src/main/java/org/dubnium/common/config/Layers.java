package org.dubnium.common.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A configuration in several files: the shipped defaults, over them the administrator's file, over
 * that its drop-ins in the order of their names. Objects are merged key by key; arrays and all else
 * replace what was there before.
 */
public final class Layers {

  private Layers() {}

  /**
   * Reads all that is there.
   *
   * @param defaults must be there
   * @param config may be missing, as may the directory of its drop-ins beside it, which is called
   *     {@code service.d} for {@code service.json}
   * @throws ConfigException if a file cannot be read, or is no JSON
   */
  public static Node read(Path defaults, Path config, Problems problems) throws ConfigException {
    Node merged = new Node.Obj(new Place(defaults.toString(), 0, ""), Map.of());
    for (Path file : files(defaults, config, problems)) {
      merged = merged.overlaidBy(NodeReader.read(file, problems));
    }
    problems.throwIfAny();
    return merged;
  }

  private static List<Path> files(Path defaults, Path config, Problems problems) {
    List<Path> files = new ArrayList<>();
    files.add(defaults);
    if (Files.exists(config)) {
      files.add(config);
    }
    files.addAll(dropIns(config, problems));
    return files;
  }

  private static List<Path> dropIns(Path config, Problems problems) {
    String name = String.valueOf(config.getFileName()).replaceFirst("\\.json$", "") + ".d";
    Path directory = config.resolveSibling(name);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "[!.]*.json")) {
      found.forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      problems.add(
          new Place(directory.toString(), 0, ""),
          "cannot look for drop-ins: this is no directory (move it away)");
    } catch (IOException e) {
      problems.add(
          new Place(directory.toString(), 0, ""), "cannot look for drop-ins: " + e + " (see why)");
    }
    Collections.sort(files);
    return files;
  }
}
