package org.dubnium.common.config;

/**
 * Where something is written.
 *
 * @param line counted from 1; 0 for the file as a whole
 * @param path keys from the root, such as {@code modes.desktop.slices["ai.slice"].CPUWeight}; empty
 *     for the root
 */
public record Place(String file, int line, String path) {

  Place member(int memberLine, String key) {
    boolean plain = key.matches("[A-Za-z0-9_-]+");
    String joint = path.isEmpty() || !plain ? "" : ".";
    return new Place(file, memberLine, path + joint + (plain ? key : "[\"" + key + "\"]"));
  }

  Place element(int elementLine, int index) {
    return new Place(file, elementLine, path + "[" + index + "]");
  }

  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (path.isEmpty() ? "" : ": " + path);
  }
}
