package org.dubnium.daemon.bus;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.daemon.delegation.PersonSession;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.dbus.contract.ModeError;

/**
 * In which person's login session a process runs, as its cgroup and logind tell. A service of
 * somebody's own user manager, as most of a desktop's programs are, is in none: it counts as in the
 * session that its user has at the machine, as polkit has it (sd_uid_get_display(3)).
 */
final class LoginSessions {

  private static final Pattern USER_MANAGER = Pattern.compile("user@(\\d{1,10})\\.service");

  private final SessionMonitor sessions;
  private final ProcTable processes;

  LoginSessions(SessionMonitor sessions, ProcTable processes) {
    this.sessions = sessions;
    this.processes = processes;
  }

  /** The session of whoever runs that process; fails if it is no person's. */
  PersonSession of(ProcessInfo process) throws BusException {
    if (process.uid() == 0) {
      // Root may do everything unasked, so nobody may speak for root.
      throw StandardError.ACCESS_DENIED.because(
          "cannot delegate as root: do it as the user who is logged in");
    }
    Session found =
        session(process)
            .filter(session -> session.uid() == process.uid() && PersonSession.isOpen(session))
            .orElseThrow(
                () ->
                    StandardError.ACCESS_DENIED.because(
                        "cannot delegate from outside a login session: log in at this machine, and"
                            + " do it there"));
    return identity(found)
        .orElseThrow(
            () ->
                StandardError.ACCESS_DENIED.because(
                    "cannot delegate from session " + found.id() + ": it is ending"));
  }

  /** Whether the person is still in that session, and it is the same one. */
  boolean isStill(PersonSession person) throws BusException {
    for (Session seen : read()) {
      if (person.isStill(seen)) {
        return identity(seen).filter(person::equals).isPresent();
      }
    }
    return false;
  }

  private Optional<Session> session(ProcessInfo process) throws BusException {
    List<Session> all = read();
    if (process.session().isPresent()) {
      String id = process.session().get();
      return all.stream().filter(session -> session.id().equals(id)).findFirst();
    }
    return managedBy(process).isPresent() ? atTheMachine(all, process.uid()) : Optional.empty();
  }

  /** The uid, if the process is a service of its own user's service manager. */
  private static Optional<Long> managedBy(ProcessInfo process) {
    Matcher manager = USER_MANAGER.matcher(process.unit().orElse(""));
    return manager.matches() && Long.parseLong(manager.group(1)) == process.uid()
        ? Optional.of(process.uid())
        : Optional.empty();
  }

  /** A user's session on a seat: rather a graphical one, and of these rather an active one. */
  private static Optional<Session> atTheMachine(List<Session> all, long uid) {
    return all.stream()
        .filter(session -> session.uid() == uid && PersonSession.isOpen(session))
        .filter(session -> !session.remote() && !session.seat().isEmpty())
        .max(
            Comparator.comparing(Session::isGraphical)
                .thenComparing(session -> session.state().equals("active")));
  }

  private Optional<PersonSession> identity(Session session) throws BusException {
    return switch (processes.process(session.leader())) {
      case Reading.Unavailable<Optional<ProcessInfo>>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because(
              "cannot tell who leads session " + session.id() + ": " + why);
      case Reading.Value<Optional<ProcessInfo>>(Optional<ProcessInfo> leader) ->
          leader.map(
              process ->
                  new PersonSession(
                      session.uid(),
                      session.user(),
                      session.id(),
                      session.leader(),
                      process.startTicks()));
    };
  }

  private List<Session> read() throws BusException {
    return switch (sessions.sessions()) {
      case Reading.Unavailable<List<Session>>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because(why);
      case Reading.Value<List<Session>>(List<Session> all) -> all;
    };
  }
}
