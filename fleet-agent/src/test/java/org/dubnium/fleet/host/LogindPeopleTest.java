package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.client.BusClient;
import org.dubnium.dbus.server.BusInterface;
import org.dubnium.dbus.server.BusServer;
import org.dubnium.dbus.server.Call;
import org.dubnium.dbus.spec.IntrospectionReader;
import org.dubnium.dbus.testing.PrivateBus;
import org.dubnium.dbus.transport.BusAddress;
import org.dubnium.dbus.wire.ObjectPath;
import org.dubnium.dbus.wire.Struct;
import org.junit.jupiter.api.AfterEach;
import org.dubnium.fleet.listen.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With as much of logind's interface as the agent uses, on a private bus. */
class LogindPeopleTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PrivateBus privateBus = PrivateBus.start();
  private final HostBus bus;

  LogindPeopleTest() throws Exception {
    BusClient logind = privateBus.connect();
    ObjectPath manager = new ObjectPath("/org/freedesktop/login1");
    BusServer server = BusServer.on(logind, manager);
    var _ =
        server.export(
            manager,
            BusInterface.implementing(IntrospectionReader.read(XML).get(0))
                .method("GetUser", LogindPeopleTest::user)
                .build());
    show(server, 1000, "c2");
    show(server, 1001, "");
    server.requestName("org.freedesktop.login1");
    bus = new HostBus(BusAddress.of(privateBus.address()), threads, () -> {});
  }

  private static void show(BusServer server, int uid, String session) {
    ObjectPath display =
        new ObjectPath(session.isEmpty() ? "/" : "/org/freedesktop/login1/session/" + session);
    var _ =
        server.export(
            path(uid),
            BusInterface.implementing(IntrospectionReader.read(XML).get(1))
                .properties(() -> Map.of("Display", Struct.of(session, display)))
                .build());
  }

  private static ObjectPath path(long uid) {
    return new ObjectPath("/org/freedesktop/login1/user/_" + uid);
  }

  private static List<?> user(Call call) throws BusException {
    long uid = call.arguments().integer(0);
    if (uid != 1000 && uid != 1001) {
      throw new BusException("org.freedesktop.login1.NoSuchUser", "not logged in");
    }
    return List.of(path(uid));
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
    privateBus.close();
    threads.shutdownNow();
  }

  @Test
  void asksInTheSessionThatShowsSomething() throws Exception {
    assertEquals(Optional.of("c2"), session(1000, HERE));
  }

  @Test
  void rootAndOtherMachinesAreNotSpokenFor() throws Exception {
    assertEquals(Optional.empty(), session(0, HERE));
    assertEquals(Optional.empty(), session(1000, InetAddress.ofLiteral("192.0.2.7")));
  }

  @Test
  void whoIsNotLoggedInIsRefused() {
    for (int uid : new int[] {1001, 1002}) {
      HostUnavailable refused =
          assertThrows(HostUnavailable.class, () -> session(uid, HERE), "uid " + uid);
      assertEquals("AccessDenied", refused.code());
    }
  }

  private Optional<String> session(int uid, InetAddress peer) throws Exception {
    Path table = folder.resolve("tcp");
    Files.writeString(
        table,
        "header\n 1: 0100007F:C350 0100007F:1F90 01 0:0 00:0 0 %d 0 2\n".formatted(uid));
    People people = new LogindPeople(bus, new LoopbackPeers(List.of(table)));
    return people.session(
        new Peer.Network(
            new InetSocketAddress(HERE, 8080), new InetSocketAddress(peer, 50000)));
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
      </node>
      """;
}
