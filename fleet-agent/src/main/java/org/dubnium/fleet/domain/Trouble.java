package org.dubnium.fleet.domain;

/**
 * Something that is wrong with what a source told, though it answered.
 *
 * @param text one line for people
 * @param loses whether something may be missing by it that would have been told otherwise: then
 *     nothing follows from what is missing
 */
public record Trouble(String text, boolean loses) {

  /** Characters of one text: whatever a source says, it is shown on one line. */
  private static final int LONGEST = 400;

  public Trouble {
    text = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
