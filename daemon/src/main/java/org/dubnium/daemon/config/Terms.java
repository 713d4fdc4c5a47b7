package org.dubnium.daemon.config;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.policy.GpuSelector;

/**
 * What strings of the configuration stand for. Each turns one into its meaning, or throws {@link
 * IllegalArgumentException} with a message that says what to write.
 */
final class Terms {

  /** The kernel keeps no more of a process's name. */
  private static final int COMM_LENGTH = 15;

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

  /** What may be placed on one host of several. */
  static final List<String> CAPABILITIES = List.of("studio");

  private Terms() {}

  static ModeName mode(String name) {
    return domain(ModeName::new, name, "take lower-case letters, digits and dashes");
  }

  static UnitName unit(String name) {
    return domain(UnitName::new, name, "write its full name, such as vllm.service");
  }

  static UnitName target(String name) {
    return unit(name, ".target");
  }

  static UnitName slice(String name) {
    return unit(name, ".slice");
  }

  private static UnitName unit(String name, String suffix) {
    if (!name.endsWith(suffix)) {
      throw refused("cannot use '" + name + "' here", "write a unit that ends in " + suffix);
    }
    return unit(name);
  }

  static UnitPattern pattern(String text) {
    return domain(UnitPattern::new, text, "write a full name, with *, ? and [a-z] where need be");
  }

  static CpuSet cpus(String text) {
    return domain(CpuSet::new, text, "write numbers and ranges, such as 0-3,8");
  }

  static String gpu(String selector) {
    if (!GpuSelector.isValid(selector)) {
      throw refused(
          "cannot use '" + selector + "' as a GPU",
          "write its UUID, PCI bus id or index, as 'nvidia-smi -L' does");
    }
    return selector;
  }

  /** A process, by the kernel's name for it. */
  static String command(String name) {
    if (name.isEmpty() || name.length() > COMM_LENGTH) {
      throw refused(
          "cannot find processes named '%s': the kernel keeps %d characters"
              .formatted(name, COMM_LENGTH),
          "cut it there");
    }
    return name;
  }

  static String path(String path) {
    if (!path.startsWith("/") || (path.endsWith("/") && path.length() > 1)) {
      throw refused(
          "cannot use '" + path + "' as a path", "begin with a slash and do not end with one");
    }
    return path;
  }

  static String library(String name) {
    if (name.isEmpty() || (name.contains("/") && !name.startsWith("/"))) {
      throw refused(
          "cannot load '" + name + "'", "write a library's file name, or its whole path");
    }
    return name;
  }

  static String capability(String name) {
    if (!CAPABILITIES.contains(name)) {
      throw refused(
          "cannot place a capability '" + name + "'",
          "write one of: " + String.join(", ", CAPABILITIES));
    }
    return name;
  }

  /** Where a capability lives. */
  static String host(String name) {
    if (!HOST.matcher(name).matches()) {
      throw refused(
          "cannot place it on '" + name + "'", "write \"local\" or the name of a host");
    }
    return name;
  }

  private static <T> T domain(Function<String, T> turn, String text, String advice) {
    try {
      return turn.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + advice + ")", e);
    }
  }

  private static IllegalArgumentException refused(String message, String advice) {
    return new IllegalArgumentException(message + " (" + advice + ")");
  }
}
