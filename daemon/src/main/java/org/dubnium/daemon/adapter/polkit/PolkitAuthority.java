package org.dubnium.daemon.adapter.polkit;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.ProcTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks polkit about everybody but uid 0, who may do everything. Without polkit, or without an answer
 * of its, nobody else may do anything.
 *
 * <p>About whoever a caller speaks for, polkit is asked by a process of their session: about a session
 * itself it cannot be asked, 126 and 127 abort then (push_subject, polkit issue 699).
 *
 * <p>Source: polkit's reference manual, org.freedesktop.PolicyKit1.Authority.
 */
public final class PolkitAuthority implements Authority {

  private static final Logger log = LoggerFactory.getLogger(PolkitAuthority.class);

  private static final String SERVICE = "org.freedesktop.PolicyKit1";
  private static final String PATH = "/org/freedesktop/PolicyKit1/Authority";
  private static final String AUTHORITY = SERVICE + ".Authority";
  private static final long ALLOW_USER_INTERACTION = 1;
  private static final Duration PROMPT = Duration.ofSeconds(5);

  private final BusClient bus;
  private final ProcTable processes;
  private final Duration patience;
  private final AtomicLong checks = new AtomicLong();

  /**
   * @param processes tells by which process of a session polkit is asked about it
   * @param patience how long a person may take to authenticate
   */
  public PolkitAuthority(BusClient bus, ProcTable processes, Duration patience) {
    this.bus = bus;
    this.processes = processes;
    this.patience = patience;
  }

  @Override
  public Decision decide(
      Caller caller, String action, Map<String, String> details, boolean interactive) {
    if (caller.uid() == 0) {
      return Decision.YES;
    }
    Optional<Struct> subject = subject(caller);
    if (subject.isEmpty()) {
      return Decision.NO;
    }
    String id = "dubnium-" + checks.incrementAndGet();
    Request check = check(subject.get(), action, details, interactive, id);
    try {
      return interactive ? prompt(caller.busName(), check, id) : decision(bus.call(check));
    } catch (BusException | WireException e) {
      log.warn(
          "cannot ask polkit whether {} may {}, saying no: {}",
          caller.busName(),
          action,
          message(e));
      return Decision.NO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Decision.NO;
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** Empty for a session in which its person runs nothing. */
  private Optional<Struct> subject(Caller caller) {
    if (caller.session().isEmpty()) {
      return Optional.of(
          Struct.of("system-bus-name", Map.of("name", Variant.of("s", caller.busName()))));
    }
    return switch (processes.eldest(caller.session().get(), caller.uid())) {
      case Reading.Unavailable<Optional<ProcessInfo>>(String why) -> {
        log.warn("cannot tell polkit about session {}: {}", caller.session().get(), why);
        yield Optional.empty();
      }
      case Reading.Value<Optional<ProcessInfo>>(Optional<ProcessInfo> process) ->
          process.map(PolkitAuthority::subject);
    };
  }

  private static Struct subject(ProcessInfo process) {
    return Struct.of(
        "unix-process",
        Map.of(
            "pid", Variant.of("u", (long) process.pid()),
            "start-time", Variant.of("t", process.startTicks()),
            "uid", Variant.of("i", (int) process.uid())));
  }

  private Request check(
      Struct subject, String action, Map<String, String> details, boolean interactive, String id) {
    return new Request(SERVICE, PATH, AUTHORITY, "CheckAuthorization")
        .with(
            "(sa{sv})sa{ss}us",
            subject,
            action,
            details,
            interactive ? ALLOW_USER_INTERACTION : 0L,
            id)
        .within(interactive ? patience : PROMPT);
  }

  /** Waits for a person; but no longer than the caller does, or they would be asked for nothing. */
  private Decision prompt(String busName, Request check, String id)
      throws BusException, InterruptedException {
    CompletableFuture<Optional<Arguments>> first = new CompletableFuture<>();
    boolean answered = false;
    // Before the question: a caller who is gone already is refused by polkit itself.
    try (Subscription _ =
        bus.watchName(
            busName,
            owner -> {
              if (owner.isEmpty()) {
                first.complete(Optional.empty());
              }
            })) {
      var _ =
          bus.callAsync(check)
              .whenComplete(
                  (answer, failure) -> {
                    if (answer != null) {
                      first.complete(Optional.of(answer));
                    } else {
                      first.completeExceptionally(Objects.requireNonNull(failure));
                    }
                  });
      Optional<Arguments> answer = first.get();
      answered = answer.isPresent();
      return answer.map(PolkitAuthority::decision).orElse(Decision.NO);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BusException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } finally {
      if (!answered) {
        cancel(id);
      }
    }
  }

  /** Takes the dialogue from the person's screen. */
  private void cancel(String id) {
    var _ =
        bus.callAsync(
            new Request(SERVICE, PATH, AUTHORITY, "CancelCheckAuthorization")
                .with("s", id)
                .within(PROMPT));
  }

  /** {@code (bba{ss})}: is authorized, is challenge, details. */
  private static Decision decision(Arguments answer) {
    if (!(answer.get(0) instanceof Struct result)) {
      throw new WireException("cannot understand polkit's answer");
    }
    if (result.values().bool(0)) {
      return Decision.YES;
    }
    return result.values().bool(1) ? Decision.CHALLENGE : Decision.NO;
  }
}
