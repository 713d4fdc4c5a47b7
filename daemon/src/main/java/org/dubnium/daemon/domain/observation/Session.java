package org.dubnium.daemon.domain.observation;

import java.time.Duration;

/**
 * A logind session. Values of the strings: org.freedesktop.login1(5).
 *
 * @param type {@code tty x11 wayland mir unspecified}
 * @param sessionClass {@code user greeter lock-screen background manager …}
 * @param state {@code online active closing}
 * @param seat empty for none
 * @param service the PAM service, such as {@code gdm-password} or {@code sshd}
 * @param leader PID of the leader; 0 if logind lost it
 * @param scope the unit of the session
 * @param managerStays how long its user's own systemd stays when the last session has ended: {@link
 *     #FOREVER} for a user who lingers
 */
public record Session(
    String id,
    long uid,
    String user,
    String type,
    String sessionClass,
    String state,
    String seat,
    boolean remote,
    String service,
    int leader,
    String scope,
    Duration managerStays) {

  /** No end of it. */
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** A session of a user whose own systemd ends with the last one. */
  public Session(
      String id,
      long uid,
      String user,
      String type,
      String sessionClass,
      String state,
      String seat,
      boolean remote,
      String service,
      int leader,
      String scope) {
    this(
        id,
        uid,
        user,
        type,
        sessionClass,
        state,
        seat,
        remote,
        service,
        leader,
        scope,
        Duration.ZERO);
  }

  /** The same session, of a user whose own systemd stays for so long. */
  public Session withManagerStaying(Duration time) {
    return new Session(
        id, uid, user, type, sessionClass, state, seat, remote, service, leader, scope, time);
  }

  /** Whether its user's own systemd stays for ever. */
  public boolean lingers() {
    return managerStays.equals(FOREVER);
  }

  /**
   * Whether its user's own systemd stays while it is there, one that is closing included. Source:
   * systemd's src/login/logind-user.c, user_pinned_by_sessions(): all but those of managers do.
   */
  public boolean keepsManager() {
    return !sessionClass.startsWith("manager");
  }

  /** Whether it is that of a person who sits at the machine. */
  public boolean isAtSeat() {
    return isUser() && !seat.isEmpty() && !state.equals("closing");
  }

  /** Whether it draws on a display: such a session may be in authority over the display GPU. */
  public boolean isGraphical() {
    return type.equals("wayland") || type.equals("x11") || type.equals("mir");
  }

  /**
   * Whether it has a say over what its seat's display shows: a person's or a greeter's, on a seat,
   * and not closing. While there is one, graphics are not absent.
   */
  public boolean isAuthoritative() {
    return isGraphical()
        && !seat.isEmpty()
        && (isUser() || sessionClass.equals("greeter"))
        && (state.equals("active") || state.equals("online"));
  }

  /** A session of a person, as against a greeter's or a manager's. */
  public boolean isUser() {
    return sessionClass.startsWith("user");
  }
}
