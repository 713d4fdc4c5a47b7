package org.dubnium.fleet.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.contract.Names;

/**
 * The mode controller of this host, as anybody may call it: polkit decides who may ask for what. Source of all members: org.dubnium.ModeController(5).
 */
public final class ModeController {

  /** Somebody may have to type a password. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final HostBus bus;

  public ModeController(HostBus bus) {
    this.bus = bus;
  }

  /** Its properties, in their plain form. */
  public Map<String, Object> state() throws HostUnavailable, InterruptedException {
    return state(PROMPT);
  }

  /**
   * The same, for those who have less time.
   *
   * @param deadline of its answer
   */
  public Map<String, Object> state(Duration deadline)
      throws HostUnavailable, InterruptedException {
    return JsonValues.of(properties(Names.ROOT_PATH, Names.MODE_CONTROLLER, deadline));
  }

  /**
   * What a request for a mode would do.
   *
   * @param person in whose name it would be; empty for the agent
   */
  public Map<String, Object> explain(String mode, Optional<Delegate> person)
      throws HostUnavailable, InterruptedException {
    return JsonValues.of(call(method("Explain").with("sa{sv}", mode, onBehalf(person))).dict(0));
  }

  /**
   * Asks for a mode. Where somebody has to authenticate, the question comes up in their session, and
   * this waits for its end.
   *
   * @param person in whose name it is; empty for the agent
   * @return the job's properties
   */
  public Map<String, Object> request(String mode, String reason, Optional<Delegate> person)
      throws HostUnavailable, InterruptedException {
    Map<String, Variant> options = new HashMap<>(onBehalf(person));
    options.put("reason", Variant.of("s", reason));
    Request request =
        method("RequestMode")
            .with("sa{sv}", mode, options)
            .interactively()
            .within(PATIENCE);
    return job(call(request).path(0));
  }

  private static Map<String, Variant> onBehalf(Optional<Delegate> person) {
    return person
        .map(delegate -> Map.of("on-behalf-of", Variant.of("s", delegate.secret())))
        .orElseGet(Map::of);
  }

  /** A method that takes one text. */
  Arguments call(String member, String text) throws HostUnavailable, InterruptedException {
    return call(method(member).with("s", text).within(PROMPT));
  }

  /** A job's properties; it stays readable until sixteen more have finished. */
  public Map<String, Object> job(long id) throws HostUnavailable, InterruptedException {
    return job(Names.job(id));
  }

  private Map<String, Object> job(ObjectPath job) throws HostUnavailable, InterruptedException {
    return JsonValues.of(properties(job, Names.JOB, PROMPT));
  }

  /** One dictionary for each GPU. */
  List<Map<String, Variant>> telemetry() throws HostUnavailable, InterruptedException {
    return call(method("ReadTelemetry").within(PROMPT)).dicts(0);
  }

  private Map<String, Variant> properties(
      ObjectPath path, String interfaceName, Duration deadline)
      throws HostUnavailable, InterruptedException {
    return call(
            new Request(
                    Names.BUS_NAME, path.value(), "org.freedesktop.DBus.Properties", "GetAll")
                .with("s", interfaceName)
                .within(deadline))
        .dict(0);
  }

  private static Request method(String member) {
    return new Request(
        Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, member);
  }

  private Arguments call(Request request) throws HostUnavailable, InterruptedException {
    try {
      return bus.client().call(request);
    } catch (BusException refused) {
      throw new HostUnavailable(refused.errorName(), refused.text(), refused);
    } catch (WireException malformed) {
      throw new HostUnavailable(
          "", "cannot understand the mode controller: " + malformed.getMessage(), malformed);
    }
  }
}
