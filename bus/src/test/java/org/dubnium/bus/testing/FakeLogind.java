package org.dubnium.bus.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;

/** As much of logind's interface as Dubnium uses, on a private bus: org.freedesktop.login1(5). */
public final class FakeLogind {

  private static final String SERVICE = "org.freedesktop.login1";
  private static final String PATH = "/org/freedesktop/login1";
  private static final List<InterfaceSpec> SPECS = IntrospectionReader.read(specs());

  private final BusServer server;
  private final ExportedObject manager;
  private final List<Struct> sessions = new CopyOnWriteArrayList<>();

  private final List<Struct> users = new CopyOnWriteArrayList<>();

  /** As {@code ListInhibitors} tells them. */
  public final List<Struct> inhibitors = new CopyOnWriteArrayList<>();

  /** Ids of sessions that were terminated. */
  public final BlockingQueue<String> terminated = new LinkedBlockingQueue<>();
  private volatile String blocked = "";
  private volatile long stopDelay = 10_000_000;

  /** Takes logind's name on that bus. */
  public FakeLogind(BusClient bus) throws BusException, InterruptedException {
    server = BusServer.on(bus, new ObjectPath(PATH));
    manager =
        server.export(
            new ObjectPath(PATH),
            BusInterface.implementing(spec("Manager"))
                .method("ListSessions", call -> List.of(new ArrayList<>(sessions)))
                .method("ListUsers", call -> List.of(new ArrayList<>(users)))
                .method("ListInhibitors", call -> List.of(new ArrayList<>(inhibitors)))
                .method("GetUser", this::user)
                .method("TerminateSession", this::terminate)
                .properties(() -> Map.of("BlockInhibited", blocked, "UserStopDelayUSec", stopDelay))
                .build());
    server.requestName(SERVICE);
  }

  /** A session that is listed, but whose object is not there. */
  public void listed(String id, long uid, String user, String seat) {
    sessions.add(Struct.of(id, uid, user, seat, path(id)));
  }

  /** An active session of this machine. */
  public void opened(String id, long uid, String user, String seat, String type) {
    opened(id, uid, user, seat, type, "user", "active", false);
  }

  /** A session. */
  public void opened(
      String id,
      long uid,
      String user,
      String seat,
      String type,
      String sessionClass,
      String state,
      boolean remote) {
    var _ =
        server.export(
            path(id),
            BusInterface.implementing(spec("Session"))
                .properties(
                    () ->
                        Map.of(
                            "Type", type,
                            "Class", sessionClass,
                            "State", state,
                            "Remote", remote,
                            "Service", "login",
                            "Leader", 4711L,
                            "Scope", "session-" + id + ".scope"))
                .build());
    listed(id, uid, user, seat);
  }

  /**
   * A user.
   *
   * @param display id of the session that shows something; empty for none
   */
  public void knows(long uid, String user, boolean lingers, String display) {
    ObjectPath path = new ObjectPath(PATH + "/user/_" + uid);
    Struct shown = Struct.of(display, display.isEmpty() ? new ObjectPath("/") : path(display));
    var _ =
        server.export(
            path,
            BusInterface.implementing(spec("User"))
                .properties(() -> Map.of("Linger", lingers, "Display", shown))
                .build());
    users.add(Struct.of(uid, user, path));
  }

  /** A user who is listed, but whose object is not there. */
  public void knewOnce(long uid, String user) {
    users.add(Struct.of(uid, user, new ObjectPath(PATH + "/user/_" + uid)));
  }

  /** {@code UserStopDelayUSec=}. */
  public void stopsManagersAfter(long microseconds) {
    stopDelay = microseconds;
  }

  /** Emits {@code SessionNew}. */
  public void announceNew(String id) {
    manager.emit(SERVICE + ".Manager", "SessionNew", id, path(id));
  }

  /** Emits {@code SessionRemoved}. */
  public void announceRemoved(String id) {
    manager.emit(SERVICE + ".Manager", "SessionRemoved", id, path(id));
  }

  /** Sets {@code BlockInhibited}, and tells of it. */
  public void block(String what) {
    blocked = what;
    manager.announce();
  }

  private static ObjectPath path(String id) {
    return new ObjectPath(PATH + "/session/_3" + id);
  }

  private List<Object> user(Call call) throws BusException {
    long uid = call.arguments().integer(0);
    return users.stream()
        .filter(user -> user.values().integer(0) == uid)
        .map(user -> List.<Object>of(user.values().path(2)))
        .findFirst()
        .orElseThrow(() -> new BusException(SERVICE + ".NoSuchUser", "not logged in"));
  }

  private List<Object> terminate(Call call) throws BusException {
    String id = call.arguments().string(0);
    if (id.equals("gone")) {
      throw new BusException(SERVICE + ".NoSuchSession", "No session 'gone' known");
    }
    if (id.equals("sacred")) {
      throw new BusException("org.freedesktop.DBus.Error.AccessDenied", "Permission denied");
    }
    terminated.add(id);
    return List.of();
  }

  private static InterfaceSpec spec(String name) {
    Map<String, InterfaceSpec> specs = new HashMap<>();
    SPECS.forEach(spec -> specs.put(spec.name(), spec));
    return Objects.requireNonNull(specs.get(SERVICE + "." + name));
  }

  private static String specs() {
    return """
        <node>
          <interface name="org.freedesktop.login1.Manager">
            <method name="ListSessions">
              <arg name="sessions" type="a(susso)" direction="out"/>
            </method>
            <method name="ListUsers">
              <arg name="users" type="a(uso)" direction="out"/>
            </method>
            <method name="ListInhibitors">
              <arg name="inhibitors" type="a(ssssuu)" direction="out"/>
            </method>
            <method name="GetUser">
              <arg name="uid" type="u" direction="in"/>
              <arg name="object_path" type="o" direction="out"/>
            </method>
            <method name="TerminateSession">
              <arg name="session_id" type="s" direction="in"/>
            </method>
            <signal name="SessionNew">
              <arg name="session_id" type="s"/>
              <arg name="object_path" type="o"/>
            </signal>
            <signal name="SessionRemoved">
              <arg name="session_id" type="s"/>
              <arg name="object_path" type="o"/>
            </signal>
            <property name="BlockInhibited" type="s" access="read"/>
            <property name="UserStopDelayUSec" type="t" access="read"/>
          </interface>
          <interface name="org.freedesktop.login1.User">
            <property name="Linger" type="b" access="read"/>
            <property name="Display" type="(so)" access="read"/>
          </interface>
          <interface name="org.freedesktop.login1.Session">
            <property name="Type" type="s" access="read"/>
            <property name="Class" type="s" access="read"/>
            <property name="State" type="s" access="read"/>
            <property name="Remote" type="b" access="read"/>
            <property name="Service" type="s" access="read"/>
            <property name="Leader" type="u" access="read"/>
            <property name="Scope" type="s" access="read"/>
          </interface>
        </node>
        """;
  }
}
