package org.dubnium.daemon.domain.transition;

/**
 * Something that a plan ends.
 *
 * @param kind {@code session unit}
 * @param name its id
 * @param detail for a person: whose it is, what it does
 */
public record Ending(String kind, String name, String detail) {

  public static final String SESSION = "session";
  public static final String UNIT = "unit";
}
