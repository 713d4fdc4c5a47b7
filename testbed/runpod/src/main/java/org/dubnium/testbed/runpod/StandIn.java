package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.dubnium.testbed.runpod.StandInAnswer.NoResponse;
import org.dubnium.testbed.runpod.StandInAnswer.NoResponse.Reason;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.dubnium.testbed.runpod.fault.FaultPlan;
import org.dubnium.testbed.runpod.history.History;
import org.jspecify.annotations.Nullable;

/**
 * RunPod, as one account sees it. Everything that happens follows from the calls, the clock and the
 * random numbers that it is given. Not safe for threads.
 */
public final class StandIn {

  private static final Duration YEAR = Duration.ofDays(365);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final ContractCheck check;
  private final PodHost host;
  private final Account account;
  private final Api api;
  private final RateLimiter limiter;
  private final AnswerForgery forgery;
  private final FaultPlan faults = new FaultPlan();
  private final ApiKeys keys = new ApiKeys();
  private final Console console;

  /** An empty account whose pods are simulated, and whose calls are not checked. */
  public StandIn(StandInSettings settings, InstantSource clock, RandomGenerator random) {
    this(settings, clock, random, new SimulatedHost(), ContractCheck.NONE);
  }

  /**
   * An empty account.
   *
   * @param clock what it tells may not go back
   * @param host where containers run
   * @param check of requests, and of answers before their faults
   */
  public StandIn(
      StandInSettings settings,
      InstantSource clock,
      RandomGenerator random,
      PodHost host,
      ContractCheck check) {
    this.clock = clock;
    this.random = random;
    this.check = check;
    this.host = host;
    account = new Account(settings, faults, host, random, clock.instant());
    api = new Api(account);
    limiter = new RateLimiter(settings.limits());
    forgery = new AnswerForgery(random);
    console = new Console(account);
  }

  /**
   * Answers a call, now.
   *
   * @throws StandInDefect when the check finds an answer wrong
   */
  public StandInAnswer handle(StandInRequest request) {
    advance();
    Route route;
    try {
      route = Route.of(request);
    } catch (Problem problem) {
      return unrouted(request, problem);
    }
    Operation operation = route.operation();
    boolean placement =
        operation == Operation.CREATE_POD
            || (operation == Operation.POD_ACTION && request.body().contains("\"start\""));
    Optional<AnswerFault> fault = faults.drawCall(operation.id(), placement, account.now(), random);
    if (fault.isPresent() && fault.get().isBeforeEffect()) {
      return refused(fault.get());
    }
    Reply reply = reply(route, request);
    Response right = response(reply, reply.status() != 401);
    List<String> violations = check.violations(operation, right);
    if (!violations.isEmpty()) {
      throw new StandInDefect(
          "cannot answer " + operation.id() + ": " + violations + " in " + right);
    }
    return fault.isPresent() ? withFault(fault.get(), right, reply.json()) : right;
  }

  /** Lets everything happen that is due by the clock. */
  public void advance() {
    account.advanceTo(clock.instant());
  }

  /** When something changes next by itself. */
  public Optional<Instant> nextChange() {
    return account.nextChange();
  }

  /** The faults to come. */
  public FaultPlan faults() {
    return faults;
  }

  public ApiKeys keys() {
    return keys;
  }

  /** What others do. */
  public Console console() {
    advance();
    return console;
  }

  /** Everything that ever existed, by now. */
  public History history() {
    advance();
    return account.history();
  }

  /** The status of a pod; empty where there is none of that identifier. */
  public Optional<PodStatus> status(String podId) {
    advance();
    return Optional.ofNullable(account.pods.get(podId)).map(pod -> pod.status);
  }

  /**
   * The pod whose service answers at a public address now; empty when nobody does. It may be
   * another pod than the one that was told to be there.
   */
  public Optional<String> answering(String ip, int port) {
    advance();
    PublicPort wanted = new PublicPort(ip, port);
    return account.pods.values().stream()
        .filter(pod -> pod.answers(account.now()) && pod.isMapped(account.now()))
        .filter(pod -> opens(pod, wanted))
        .map(pod -> pod.id)
        .findFirst();
  }

  /** Whether the service of a pod answers, if its address is known. */
  public boolean answers(String podId) {
    advance();
    Pod pod = account.pods.get(podId);
    return pod != null && pod.answers(account.now());
  }

  /** How busy the GPUs of a pod are, in percent; 0 where there is no such pod. */
  public int load(String podId) {
    Pod pod = account.pods.get(podId);
    return pod == null ? 0 : pod.load;
  }

  /** Lines of a pod's log after a time; none where there is no such pod. */
  public List<LogLine> logAfter(String podId, Instant time) {
    advance();
    Pod pod = account.pods.get(podId);
    return pod == null ? List.of() : PodLogs.after(pod, time);
  }

  private boolean opens(Pod pod, PublicPort wanted) {
    return pod.container.ports().stream()
        .map(port -> host.publicPort(pod.id, ContainerSettings.privatePort(port)))
        .anyMatch(open -> open.filter(wanted::equals).isPresent());
  }

  private Reply reply(Route route, StandInRequest request) {
    try {
      keys.admit(request);
      Optional<Map.Entry<String, Long>> exceeded = limiter.take(account.now());
      if (exceeded.isPresent()) {
        return new Problem(
                429, "rate limit exceeded for the " + exceeded.get().getKey() + " window")
            .reply()
            .after(exceeded.get().getValue());
      }
      List<String> violations = check.violations(route.operation(), request);
      if (!violations.isEmpty()) {
        return Problem.invalid(violations).reply();
      }
      return api.answer(route, request);
    } catch (Problem problem) {
      return problem.reply();
    }
  }

  private Response unrouted(StandInRequest request, Problem problem) {
    Response answer = response(problem.reply(), false);
    if (answer.status() != 405) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put("Allow", String.join(", ", new TreeSet<>(Route.operations(request).keySet())));
    return new Response(answer.status(), headers, answer.body(), 0);
  }

  /** What is answered by a fault of those that keep a call from its effect. */
  private StandInAnswer refused(AnswerFault fault) {
    return switch (fault) {
      case BROKEN_BEFORE_EFFECT -> new NoResponse(Reason.BROKEN);
      case TIMED_OUT_BEFORE_EFFECT -> new NoResponse(Reason.SILENT);
      case HTML_BEFORE_EFFECT -> AnswerForgery.page(502);
      case UNAUTHORIZED -> response(new Problem(401, "invalid API key").reply(), false);
      case NO_BALANCE -> response(new Problem(402, "insufficient balance").reply(), true);
      case NO_CAPACITY -> response(Problem.badRequest(PodPlacement.NO_CAPACITY).reply(), true);
      case RATE_LIMITED -> limited(1 + random.nextInt(30));
      case RATE_LIMITED_FOR_A_YEAR -> limited(YEAR.toSeconds());
      case RATE_LIMITED_WITHOUT_TIME -> limited(0);
      default -> serverError();
    };
  }

  private StandInAnswer withFault(AnswerFault fault, Response right, @Nullable JsonNode json) {
    return switch (fault) {
      case BROKEN_AFTER_EFFECT -> new NoResponse(Reason.BROKEN);
      case TIMED_OUT_AFTER_EFFECT -> new NoResponse(Reason.SILENT);
      case SERVER_ERROR_AFTER_EFFECT -> serverError();
      default -> forgery.forge(fault, right, json);
    };
  }

  private Response serverError() {
    int status = List.of(500, 502, 503).get(random.nextInt(3));
    return response(new Problem(status, "upstream failure").reply(), true);
  }

  private Response limited(long seconds) {
    Reply reply = new Problem(429, "rate limit exceeded for the minute window").reply();
    return response(seconds == 0 ? reply : reply.after(seconds), true);
  }

  private Response response(Reply reply, boolean authenticated) {
    Map<String, String> headers = new HashMap<>();
    if (reply.contentType() != null) {
      headers.put("Content-Type", reply.contentType());
    }
    if (reply.retryAfter() > 0) {
      headers.put("Retry-After", String.valueOf(reply.retryAfter()));
    }
    if (authenticated) {
      headers.putAll(limiter.headers(account.now()));
    }
    return new Response(reply.status(), headers, reply.body(), 0);
  }
}
