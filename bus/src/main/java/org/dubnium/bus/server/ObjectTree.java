package org.dubnium.bus.server;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dubnium.bus.wire.ObjectPath;
import org.jspecify.annotations.Nullable;

/** The objects that we export, by path. */
final class ObjectTree {
  private final ConcurrentSkipListMap<String, ExportedObject> objects =
      new ConcurrentSkipListMap<>();

  /**
   * Adds an object.
   *
   * @throws IllegalStateException if there is one at its path
   */
  void add(ExportedObject object) {
    if (objects.putIfAbsent(object.path().value(), object) != null) {
      throw new IllegalStateException("cannot export two objects at " + object.path());
    }
  }

  /** Removes an object; returns false if it was not there. */
  boolean remove(ExportedObject object) {
    return objects.remove(object.path().value(), object);
  }

  @Nullable ExportedObject find(String path) {
    return objects.get(path);
  }

  /** Objects below a path, at any depth. */
  List<ExportedObject> below(ObjectPath path) {
    String prefix = prefix(path.value());
    List<ExportedObject> found = new ArrayList<>();
    for (ExportedObject object : objects.tailMap(prefix, false).values()) {
      if (!object.path().value().startsWith(prefix)) {
        break;
      }
      found.add(object);
    }
    return found;
  }

  /** Path elements that follow right after a path, on the way to our objects. */
  List<String> children(ObjectPath path) {
    int start = prefix(path.value()).length();
    TreeSet<String> names = new TreeSet<>();
    for (ExportedObject object : below(path)) {
      String rest = object.path().value().substring(start);
      int slash = rest.indexOf('/');
      names.add(slash < 0 ? rest : rest.substring(0, slash));
    }
    return List.copyOf(names);
  }

  private static String prefix(String path) {
    return path.equals("/") ? path : path + "/";
  }
}
