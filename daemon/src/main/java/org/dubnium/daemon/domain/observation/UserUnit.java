package org.dubnium.daemon.domain.observation;

/**
 * A unit of a user's own systemd, the one that {@code user@UID.service} runs.
 *
 * @param name such as {@code hold.service} or {@code app-firefox-4711.scope}
 * @param slice the topmost slice below that manager, such as {@code app.slice}; empty for none
 */
public record UserUnit(String name, String slice) {

  /**
   * Whether it belongs to what a graphical session cannot do without, its compositor and the like:
   * systemd.special(7), {@code session.slice}.
   */
  public boolean isOfSession() {
    return slice.equals("session.slice");
  }
}
