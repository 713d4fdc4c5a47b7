package org.dubnium.bus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D-Bus specification, "Valid Names" and "Valid Object Paths". */
class WireNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/org/dubnium/job/1", "/_0"})
  void objectPaths(String path) {
    assertTrue(WireNames.isObjectPath(path));
    assertEquals(path, new ObjectPath(path).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "//", "/a/", "/a//b", "/a-b", "/é", "/a b", "/a\0"})
  void noObjectPaths(String path) {
    assertFalse(WireNames.isObjectPath(path));
    assertThrows(WireException.class, () -> new ObjectPath(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.dubnium.ModeController", "a.b", "_a._0"})
  void interfaces(String name) {
    assertTrue(WireNames.isInterface(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ".a.b", "a.b.", "a..b", "a.0b", "a.b-c", "a.é"})
  void noInterfaces(String name) {
    assertFalse(WireNames.isInterface(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {":1.5", "org.free-desktop.X", "a.b"})
  void busNames(String name) {
    assertTrue(WireNames.isBusName(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "a", "a.0b", ":1", "a b.c"})
  void noBusNames(String name) {
    assertFalse(WireNames.isBusName(name));
  }

  @Test
  void members() {
    assertTrue(WireNames.isMember("RequestMode"));
    assertFalse(WireNames.isMember(""));
    assertFalse(WireNames.isMember("0a"));
    assertFalse(WireNames.isMember("a.b"));
    assertTrue(WireNames.isMember("a".repeat(255)));
    assertFalse(WireNames.isMember("a".repeat(256)));
    assertFalse(WireNames.isInterface("a." + "b".repeat(254)));
  }

  @Test
  void pathsKnowWhatLiesBelowThem() {
    ObjectPath root = new ObjectPath("/org/dubnium");

    assertEquals("/org/dubnium/job", root.child("job").value());
    assertEquals("/job", ObjectPath.ROOT.child("job").value());
    assertTrue(root.child("job").isBelow(root));
    assertTrue(root.isBelow(ObjectPath.ROOT));
    assertFalse(root.isBelow(root));
    assertFalse(new ObjectPath("/org/dubniumx").isBelow(root));
  }
}
