package org.dubnium.bus.client;

import org.dubnium.bus.transport.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Which signals are wanted (D-Bus specification, "Match Rules").
 *
 * @param sender well-known or unique name of whoever may send them
 * @param interfaceName of the signal; null for any
 * @param member its name; null for any
 * @param path object that they come from; null for any
 * @param pathNamespace object at or below which they come from; null for any
 * @param arg0 first argument, a string; null for any
 */
public record MatchRule(
    String sender,
    @Nullable String interfaceName,
    @Nullable String member,
    @Nullable String path,
    @Nullable String pathNamespace,
    @Nullable String arg0) {

  /** All signals of a service. */
  public static MatchRule from(String sender) {
    return new MatchRule(sender, null, null, null, null, null);
  }

  /** A signal of any object of a service. */
  public static MatchRule signal(String sender, String interfaceName, String member) {
    return new MatchRule(sender, interfaceName, member, null, null, null);
  }

  /** {@code PropertiesChanged} of one interface, of any object of a service. */
  public static MatchRule propertiesChanged(String sender, String changedInterface) {
    return signal(sender, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        .withArg0(changedInterface);
  }

  public MatchRule at(String objectPath) {
    return new MatchRule(sender, interfaceName, member, objectPath, pathNamespace, arg0);
  }

  public MatchRule below(String namespace) {
    return new MatchRule(sender, interfaceName, member, path, namespace, arg0);
  }

  public MatchRule withArg0(String value) {
    return new MatchRule(sender, interfaceName, member, path, pathNamespace, value);
  }

  /** The rule as the bus wants it. */
  String text() {
    StringBuilder text = new StringBuilder("type='signal'");
    append(text, "sender", sender);
    append(text, "interface", interfaceName);
    append(text, "member", member);
    append(text, "path", path);
    append(text, "path_namespace", pathNamespace);
    append(text, "arg0", arg0);
    return text.toString();
  }

  private static void append(StringBuilder text, String key, @Nullable String value) {
    if (value != null) {
      text.append(',').append(key).append("='").append(value.replace("'", "'\\''")).append('\'');
    }
  }

  /** Whether a signal's header fits; {@link Listener} checks its sender and first argument. */
  boolean fits(Incoming signal) {
    String from = signal.path();
    return from != null
        && (interfaceName == null || interfaceName.equals(signal.interfaceName()))
        && (member == null || member.equals(signal.name()))
        && (path == null || path.equals(from))
        && (pathNamespace == null || isWithin(from, pathNamespace));
  }

  private static boolean isWithin(String path, String namespace) {
    return namespace.equals("/") || path.equals(namespace) || path.startsWith(namespace + "/");
  }
}
