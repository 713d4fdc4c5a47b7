package org.dubnium.daemon.adapter.systemd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.server.MethodHandler;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;

/** As much of systemd's interface as the daemon uses, on a private bus, behaving as a test says. */
final class FakeSystemd {

  private static final Map<String, InterfaceSpec> SPECS = specs();

  private final BusServer server;
  private final ExportedObject manager;
  private final Map<String, Map<String, Object>> units = new ConcurrentHashMap<>();
  private final Map<String, ExportedObject> objects = new ConcurrentHashMap<>();

  /** Which methods that enqueue a job were called. */
  final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  /** What {@code StartUnit}, {@code RestartUnit} and {@code StopUnit} do; arguments are unit and mode. */
  volatile MethodHandler enqueue = call -> List.of(job(1));

  /** What was given to {@code SetUnitProperties}. */
  final BlockingQueue<Arguments> propertiesSet = new LinkedBlockingQueue<>();

  /** Jobs that were cancelled. */
  final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  volatile String systemState = "running";

  FakeSystemd(BusClient bus) throws BusException, InterruptedException {
    server = BusServer.on(bus, new ObjectPath(Systemd.PATH));
    manager =
        server.export(
            new ObjectPath(Systemd.PATH),
            BusInterface.implementing(spec(Systemd.MANAGER))
                .method("Subscribe", call -> List.of())
                .method("StartUnit", call -> enqueue("StartUnit", call))
                .method("RestartUnit", call -> enqueue("RestartUnit", call))
                .method("StopUnit", call -> enqueue("StopUnit", call))
                .method("SetUnitProperties", this::setUnitProperties)
                .method("ListUnitsFiltered", this::listUnits)
                .properties(() -> Map.of("SystemState", systemState))
                .build());
    server.requestName(Systemd.SERVICE);
  }

  private List<?> enqueue(String method, Call call) throws BusException, InterruptedException {
    asked.add(method);
    return enqueue.handle(call);
  }

  static ObjectPath job(int id) {
    return new ObjectPath(Systemd.PATH + "/job/" + id);
  }

  void removeJob(int id, String result) {
    manager.emit(
        Systemd.MANAGER, "JobRemoved", (long) id, job(id), "some.service", result);
  }

  /** Puts a job's object on the bus. */
  ExportedObject exportJob(int id) {
    return server.export(
        job(id),
        BusInterface.implementing(spec(Systemd.JOB))
            .method(
                "Cancel",
                call -> {
                  cancelled.add(job(id).value());
                  return List.of();
                })
            .properties(() -> Map.of("State", "running", "JobType", "restart"))
            .build());
  }

  /** The properties of a unit, to be changed; a new unit is loaded and inactive. */
  Map<String, Object> unit(String name) {
    return units.computeIfAbsent(name, this::exportUnit);
  }

  /** Tells that a unit's properties changed. */
  void announce(String unit) {
    ExportedObject object = objects.get(unit);
    if (object != null) {
      object.announce();
    }
  }

  private Map<String, Object> exportUnit(String name) {
    Map<String, Object> properties = new ConcurrentHashMap<>(defaults(name));
    BusInterface unit = properties(Systemd.UNIT, properties);
    ObjectPath path = Systemd.pathOf(new org.dubnium.daemon.domain.mode.UnitName(name));
    objects.put(
        name,
        switch (name.substring(name.lastIndexOf('.'))) {
          case ".service" ->
              server.export(path, unit, properties(Systemd.SERVICE + ".Service", properties));
          case ".slice" ->
              server.export(path, unit, properties(Systemd.SERVICE + ".Slice", properties));
          default -> server.export(path, unit);
        });
    return properties;
  }

  private static BusInterface properties(String interfaceName, Map<String, Object> properties) {
    return BusInterface.implementing(spec(interfaceName))
        .properties(() -> Map.copyOf(properties))
        .build();
  }

  private static Map<String, Object> defaults(String name) {
    Map<String, Object> defaults = new HashMap<>();
    for (InterfaceSpec.Property property : spec(Systemd.UNIT).properties().values()) {
      defaults.put(property.name(), property.type().text().equals("as") ? List.of() : "");
    }
    defaults.put("Id", name);
    defaults.put("LoadState", "loaded");
    defaults.put("ActiveState", "inactive");
    defaults.put("SubState", "dead");
    defaults.put("UnitFileState", "static");
    defaults.put("Job", Struct.of(0L, ObjectPath.ROOT));
    defaults.put("Result", "success");
    defaults.put("CPUWeight", -1L);
    defaults.put("IOWeight", -1L);
    defaults.put("AllowedCPUs", new byte[0]);
    return defaults;
  }

  private List<Object> listUnits(Call call) {
    List<String> states = call.arguments().strings(0);
    return List.of(
        units.entrySet().stream()
            .filter(unit -> states.contains(unit.getValue().get("ActiveState")))
            .map(unit -> listed(unit.getKey(), unit.getValue()))
            .toList());
  }

  private static Struct listed(String name, Map<String, Object> unit) {
    return Struct.of(
        name,
        "",
        String.valueOf(unit.get("LoadState")),
        String.valueOf(unit.get("ActiveState")),
        String.valueOf(unit.get("SubState")),
        "",
        Systemd.pathOf(new org.dubnium.daemon.domain.mode.UnitName(name)),
        0L,
        "",
        ObjectPath.ROOT);
  }

  private List<Object> setUnitProperties(Call call) throws BusException {
    if (call.arguments().string(0).equals("refused.slice")) {
      throw new BusException(Systemd.SERVICE + ".UnitMasked", "Unit refused.slice is masked.");
    }
    propertiesSet.add(call.arguments());
    return List.of();
  }

  private static InterfaceSpec spec(String name) {
    InterfaceSpec spec = SPECS.get(name);
    if (spec == null) {
      throw new IllegalArgumentException(name);
    }
    return spec;
  }

  private static Map<String, InterfaceSpec> specs() {
    Map<String, InterfaceSpec> specs = new HashMap<>();
    for (InterfaceSpec spec : IntrospectionReader.read(XML)) {
      specs.put(spec.name(), spec);
    }
    return specs;
  }

  private static final String XML =
      """
      <node>
        <interface name="org.freedesktop.systemd1.Manager">
          <method name="Subscribe"/>
          <method name="StartUnit">
            <arg name="name" type="s" direction="in"/>
            <arg name="mode" type="s" direction="in"/>
            <arg name="job" type="o" direction="out"/>
          </method>
          <method name="RestartUnit">
            <arg name="name" type="s" direction="in"/>
            <arg name="mode" type="s" direction="in"/>
            <arg name="job" type="o" direction="out"/>
          </method>
          <method name="StopUnit">
            <arg name="name" type="s" direction="in"/>
            <arg name="mode" type="s" direction="in"/>
            <arg name="job" type="o" direction="out"/>
          </method>
          <method name="ListUnitsFiltered">
            <arg name="states" type="as" direction="in"/>
            <arg name="units" type="a(ssssssouso)" direction="out"/>
          </method>
          <method name="SetUnitProperties">
            <arg name="name" type="s" direction="in"/>
            <arg name="runtime" type="b" direction="in"/>
            <arg name="properties" type="a(sv)" direction="in"/>
          </method>
          <signal name="JobRemoved">
            <arg name="id" type="u"/>
            <arg name="job" type="o"/>
            <arg name="unit" type="s"/>
            <arg name="result" type="s"/>
          </signal>
          <property name="SystemState" type="s" access="read"/>
        </interface>
        <interface name="org.freedesktop.systemd1.Job">
          <method name="Cancel"/>
          <property name="State" type="s" access="read"/>
          <property name="JobType" type="s" access="read"/>
        </interface>
        <interface name="org.freedesktop.systemd1.Unit">
          <property name="Id" type="s" access="read"/>
          <property name="LoadState" type="s" access="read"/>
          <property name="ActiveState" type="s" access="read"/>
          <property name="SubState" type="s" access="read"/>
          <property name="UnitFileState" type="s" access="read"/>
          <property name="Job" type="(uo)" access="read"/>
          <property name="Conflicts" type="as" access="read"/>
          <property name="ConflictedBy" type="as" access="read"/>
          <property name="RequiredBy" type="as" access="read"/>
          <property name="RequisiteOf" type="as" access="read"/>
          <property name="BoundBy" type="as" access="read"/>
          <property name="ConsistsOf" type="as" access="read"/>
        </interface>
        <interface name="org.freedesktop.systemd1.Service">
          <property name="Result" type="s" access="read"/>
        </interface>
        <interface name="org.freedesktop.systemd1.Slice">
          <property name="CPUWeight" type="t" access="read"/>
          <property name="IOWeight" type="t" access="read"/>
          <property name="AllowedCPUs" type="ay" access="read"/>
        </interface>
      </node>
      """;
}
