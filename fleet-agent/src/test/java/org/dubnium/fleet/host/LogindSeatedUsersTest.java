package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With as much of logind's interface as the agent uses, on a private bus. */
class LogindSeatedUsersTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PrivateBus privateBus = PrivateBus.start();
  private final BusServer server;
  private final ReconnectingBus bus;

  LogindSeatedUsersTest() throws Exception {
    BusClient logind = privateBus.connect();
    ObjectPath manager = new ObjectPath("/org/freedesktop/login1");
    server = BusServer.on(logind, manager);
    var _ =
        server.export(
            manager,
            BusInterface.implementing(IntrospectionReader.read(XML).get(0))
                .method("GetUser", LogindSeatedUsersTest::user)
                .build());
    server.requestName("org.freedesktop.login1");
    bus = new ReconnectingBus(BusAddress.of(privateBus.address()), threads);
  }

  private static List<?> user(Call call) throws BusException {
    long uid = call.arguments().integer(0);
    if (uid != 1000) {
      throw new BusException("org.freedesktop.login1.NoSuchUser", "not logged in");
    }
    return List.of(new ObjectPath("/org/freedesktop/login1/user/_1000"));
  }

  private void show(String session, String type, String sessionClass, String state, boolean remote) {
    ObjectPath path =
        new ObjectPath(session.isEmpty() ? "/" : "/org/freedesktop/login1/session/" + session);
    var _ =
        server.export(
            new ObjectPath("/org/freedesktop/login1/user/_1000"),
            BusInterface.implementing(IntrospectionReader.read(XML).get(1))
                .properties(() -> Map.of("Display", Struct.of(session, path)))
                .build());
    if (!session.isEmpty()) {
      var _ =
          server.export(
              path,
              BusInterface.implementing(IntrospectionReader.read(XML).get(2))
                  .properties(
                      () ->
                          Map.of(
                              "Type", type,
                              "Class", sessionClass,
                              "State", state,
                              "Remote", remote))
                  .build());
    }
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
    privateBus.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "c2, wayland, user,       active,  false, true",
    "c2, x11,     user,       online,  false, true",
    "c2, wayland, user,       closing, false, false",
    "c2, wayland, greeter,    active,  false, false",
    "c2, x11,     user,       active,  true,  false",
    "c2, tty,     user,       active,  false, false",
    "'', tty,     user,       active,  false, false",
  })
  void isAtADeskWhoHasASessionThatShowsSomething(
      String session, String type, String sessionClass, String state, boolean remote, boolean is)
      throws Exception {
    show(session, type, sessionClass, state, remote);
    assertEquals(is, new LogindSeatedUsers(bus).isAtOne(1000));
  }

  @Test
  void whoIsNotLoggedInIsAtNone() throws Exception {
    assertEquals(false, new LogindSeatedUsers(bus).isAtOne(1001));
  }

  private static final String XML =
      """
      <node>
        <interface name="org.freedesktop.login1.Manager">
          <method name="GetUser">
            <arg name="uid" type="u" direction="in"/>
            <arg name="object_path" type="o" direction="out"/>
          </method>
        </interface>
        <interface name="org.freedesktop.login1.User">
          <property name="Display" type="(so)" access="read"/>
        </interface>
        <interface name="org.freedesktop.login1.Session">
          <property name="Type" type="s" access="read"/>
          <property name="Class" type="s" access="read"/>
          <property name="State" type="s" access="read"/>
          <property name="Remote" type="b" access="read"/>
        </interface>
      </node>
      """;
}
