package org.dubnium.daemon.adapter.logind;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.adapter.BusAnswers;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.SessionMonitor;

/** The real logind, on the system bus. Source of all names: org.freedesktop.login1(5). */
public final class LogindSessionMonitor implements SessionMonitor {

  private static final String SERVICE = "org.freedesktop.login1";
  private static final String PATH = "/org/freedesktop/login1";
  private static final String MANAGER = SERVICE + ".Manager";
  private static final String SESSION = SERVICE + ".Session";
  private static final String USER = SERVICE + ".User";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String NO_SUCH_SESSION = SERVICE + ".NoSuchSession";
  private static final String NO_SUCH_USER = SERVICE + ".NoSuchUser";

  /** Systemd's {@code USEC_INFINITY}, as a signed number. */
  private static final long INFINITY = -1;

  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final BusClient bus;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private LogindSessionMonitor(BusClient bus) {
    this.bus = bus;
  }

  /**
   * Begins to listen to logind, which need not be there yet.
   *
   * @throws HostException if the bus refuses
   */
  public static LogindSessionMonitor on(BusClient bus) throws HostException {
    LogindSessionMonitor monitor = new LogindSessionMonitor(bus);
    try {
      monitor.listen();
    } catch (BusException e) {
      throw new HostException("cannot listen to logind: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("cannot listen to logind: interrupted", e);
    }
    return monitor;
  }

  private void listen() throws BusException, InterruptedException {
    bus.subscribe(MatchRule.signal(SERVICE, MANAGER, "SessionNew").at(PATH), s -> changed());
    bus.subscribe(MatchRule.signal(SERVICE, MANAGER, "SessionRemoved").at(PATH), s -> changed());
    bus.subscribe(
        MatchRule.propertiesChanged(SERVICE, SESSION).below(PATH + "/session"), s -> changed());
    // Its BlockInhibited and DelayInhibited change with the inhibitors.
    bus.subscribe(MatchRule.propertiesChanged(SERVICE, MANAGER).at(PATH), s -> changed());
    bus.watchName(SERVICE, owner -> changed());
  }

  @Override
  public Reading<List<Session>> sessions() {
    try {
      List<CompletableFuture<Optional<Session>>> answers = new ArrayList<>();
      // a(susso): id, uid, user, seat, object
      for (Struct entry : bus.call(manager("ListSessions")).structs(0)) {
        answers.add(session(entry.values()));
      }
      Set<Long> lingering = lingering();
      Duration delay = userStopDelay();
      List<Session> sessions = new ArrayList<>();
      for (CompletableFuture<Optional<Session>> answer : answers) {
        BusAnswers.await(answer)
            .map(
                session ->
                    session.withManagerStaying(
                        lingering.contains(session.uid()) ? Session.FOREVER : delay))
            .ifPresent(sessions::add);
      }
      return Reading.of(sessions);
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot read logind's sessions: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reading.unavailable("cannot read logind's sessions: interrupted");
    }
  }

  /** Empty if the session ended after it was listed. */
  private CompletableFuture<Optional<Session>> session(Arguments entry) {
    return bus.callAsync(
            new Request(SERVICE, entry.path(4).value(), PROPERTIES, "GetAll")
                .with("s", SESSION)
                .within(PROMPT))
        .handle(
            (answer, failure) -> {
              if (answer != null) {
                return Optional.of(SessionProperties.session(entry, answer.dict(0)));
              }
              if (BusAnswers.cause(failure) instanceof BusException e && isGone(e)) {
                return Optional.empty();
              }
              throw new CompletionException(BusAnswers.cause(failure));
            });
  }

  /** The users whose own systemd stays without a session. */
  private Set<Long> lingering() throws BusException, InterruptedException {
    Map<Long, CompletableFuture<Boolean>> answers = new HashMap<>();
    // a(uso): uid, user, object
    for (Struct entry : bus.call(manager("ListUsers")).structs(0)) {
      Arguments values = entry.values();
      answers.put(values.integer(0), lingers(values.path(2).value()));
    }
    Set<Long> lingering = new HashSet<>();
    for (Map.Entry<Long, CompletableFuture<Boolean>> answer : answers.entrySet()) {
      if (BusAnswers.await(answer.getValue())) {
        lingering.add(answer.getKey());
      }
    }
    return lingering;
  }

  /** {@code UserStopDelaySec=} of logind.conf(5), which may be infinite. */
  private Duration userStopDelay() throws BusException, InterruptedException {
    long micros =
        bus.call(
                new Request(SERVICE, PATH, PROPERTIES, "Get")
                    .with("ss", MANAGER, "UserStopDelayUSec")
                    .within(PROMPT))
            .variant(0)
            .asLong();
    return micros == INFINITY ? Session.FOREVER : Duration.of(micros, ChronoUnit.MICROS);
  }

  /** A user who is gone does not. */
  private CompletableFuture<Boolean> lingers(String path) {
    return bus.callAsync(
            new Request(SERVICE, path, PROPERTIES, "Get").with("ss", USER, "Linger").within(PROMPT))
        .handle(
            (answer, failure) -> {
              if (answer != null) {
                return answer.variant(0).asBoolean();
              }
              if (BusAnswers.cause(failure) instanceof BusException e && isGone(e)) {
                return false;
              }
              throw new CompletionException(BusAnswers.cause(failure));
            });
  }

  @Override
  public Reading<List<Inhibitor>> inhibitors() {
    try {
      List<Inhibitor> inhibitors = new ArrayList<>();
      // a(ssssuu): what, who, why, mode, uid, pid
      for (Struct entry : bus.call(manager("ListInhibitors")).structs(0)) {
        Arguments values = entry.values();
        inhibitors.add(
            new Inhibitor(
                values.string(0),
                values.string(1),
                values.string(2),
                values.string(3),
                values.integer(4),
                (int) values.integer(5)));
      }
      return Reading.of(inhibitors);
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot read logind's inhibitors: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reading.unavailable("cannot read logind's inhibitors: interrupted");
    }
  }

  @Override
  public void terminate(String session) throws HostException {
    try {
      bus.call(manager("TerminateSession").with("s", session));
    } catch (BusException e) {
      if (!isGone(e)) {
        throw new HostException("cannot end session " + session + ": " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("cannot end session " + session + ": interrupted", e);
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  private static Request manager(String member) {
    return new Request(SERVICE, PATH, MANAGER, member).within(PROMPT);
  }

  private static boolean isGone(BusException error) {
    return error.errorName().equals(NO_SUCH_SESSION)
        || error.errorName().equals(NO_SUCH_USER)
        || error.is(StandardError.UNKNOWN_OBJECT);
  }
}
