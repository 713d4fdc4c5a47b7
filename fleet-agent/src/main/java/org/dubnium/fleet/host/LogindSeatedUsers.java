package org.dubnium.fleet.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** Who sits before a screen, as logind knows. Source of all names: org.freedesktop.login1(5). */
public final class LogindSeatedUsers implements SeatedUsers {

  private static final String SERVICE = "org.freedesktop.login1";
  private static final Set<String> NOT_THERE =
      Set.of(SERVICE + ".NoSuchUser", "org.freedesktop.DBus.Error.UnknownObject");
  private static final Set<String> GRAPHICAL = Set.of("wayland", "x11", "mir");
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final ReconnectingBus bus;

  public LogindSeatedUsers(ReconnectingBus bus) {
    this.bus = bus;
  }

  @Override
  public boolean isAtOne(long uid) throws BusException, InterruptedException {
    try {
      BusClient client = bus.client();
      String user =
          client
              .call(
                  new Request(SERVICE, "/org/freedesktop/login1", SERVICE + ".Manager", "GetUser")
                      .with("u", uid)
                      .within(PROMPT))
              .path(0)
              .value();
      Optional<String> display = display(client.property(SERVICE, user, SERVICE + ".User", "Display"));
      return display.isPresent()
          && isDesk(client.properties(SERVICE, display.get(), SERVICE + ".Session"));
    } catch (BusException refused) {
      if (NOT_THERE.contains(refused.errorName())) {
        return false;
      }
      throw refused;
    } catch (WireException malformed) {
      throw StandardError.INCONSISTENT_MESSAGE.because(
          "cannot understand logind: " + malformed.getMessage());
    }
  }

  /** {@code (so)}: id and object; the id is empty where no session can show anything. */
  private static Optional<String> display(Variant value) {
    return value.value() instanceof Struct session && !session.values().string(0).isEmpty()
        ? Optional.of(session.values().path(1).value())
        : Optional.empty();
  }

  private static boolean isDesk(Map<String, Variant> session) {
    return GRAPHICAL.contains(text(session, "Type"))
        && text(session, "Class").startsWith("user")
        && !text(session, "State").equals("closing")
        && Optional.ofNullable(session.get("Remote")).filter(Variant::asBoolean).isEmpty();
  }

  private static String text(Map<String, Variant> session, String key) {
    return Optional.ofNullable(session.get(key)).map(Variant::asString).orElse("");
  }
}
