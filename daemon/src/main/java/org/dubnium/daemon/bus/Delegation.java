package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.server.Call;

/**
 * A service that people reach by other ways than the bus asks on their behalf: polkit then decides
 * about their session, and prompts there. It gives the service no authority of its own.
 */
final class Delegation {

  private final Callers callers;
  private final Gatekeeper gate;
  private final SessionMonitor sessions;

  Delegation(Callers callers, Gatekeeper gate, SessionMonitor sessions) {
    this.callers = callers;
    this.gate = gate;
    this.sessions = sessions;
  }

  /**
   * For whom the caller speaks.
   *
   * @param session id of somebody's session; empty for themselves
   */
  Caller speaker(Call call, Optional<String> session) throws BusException, InterruptedException {
    Caller caller = callers.identify(call);
    if (session.isEmpty()) {
      return caller;
    }
    String id = session.get();
    gate.require(call, caller, PolkitAction.REQUEST_ON_BEHALF, Map.of("session", id));
    return caller.onBehalfOf(id, person(id));
  }

  private long person(String id) throws BusException {
    return switch (sessions.sessions()) {
      case Reading.Unavailable<List<Session>>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because(why);
      case Reading.Value<List<Session>>(List<Session> all) ->
          all.stream()
              .filter(session -> session.id().equals(id) && session.isUser())
              .findFirst()
              .map(Session::uid)
              // Root may do everything unasked, so nobody may speak for root.
              .filter(uid -> uid != 0)
              .orElseThrow(
                  () ->
                      ModeError.INVALID_OPTION.because(
                          "cannot ask on behalf of that session: it is none of a person's"));
    };
  }
}
