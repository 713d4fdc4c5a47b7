package org.dubnium.daemon.adapter.polkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.server.MethodHandler;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;

/** As much of polkit's interface as the daemon uses, on a private bus. */
final class FakePolkit {

  final BlockingQueue<Arguments> asked = new LinkedBlockingQueue<>();
  final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  /** What a check answers. */
  volatile MethodHandler answer = call -> answer(true, false);

  FakePolkit(BusClient bus) throws BusException, InterruptedException {
    ObjectPath path = new ObjectPath("/org/freedesktop/PolicyKit1/Authority");
    BusServer server = BusServer.on(bus, path);
    var _ =
        server.export(
            path,
            BusInterface.implementing(IntrospectionReader.read(XML).getFirst())
                .method("CheckAuthorization", this::check)
                .method(
                    "CancelCheckAuthorization",
                    call -> {
                      cancelled.add(call.arguments().string(0));
                      return List.of();
                    })
                .build());
    server.requestName("org.freedesktop.PolicyKit1");
  }

  static List<Object> answer(boolean authorized, boolean challenge) {
    return List.of(Struct.of(authorized, challenge, Map.of()));
  }

  private List<?> check(Call call) throws BusException, InterruptedException {
    asked.add(call.arguments());
    return answer.handle(call);
  }

  private static final String XML =
      """
      <node>
        <interface name="org.freedesktop.PolicyKit1.Authority">
          <method name="CheckAuthorization">
            <arg name="subject" type="(sa{sv})" direction="in"/>
            <arg name="action_id" type="s" direction="in"/>
            <arg name="details" type="a{ss}" direction="in"/>
            <arg name="flags" type="u" direction="in"/>
            <arg name="cancellation_id" type="s" direction="in"/>
            <arg name="result" type="(bba{ss})" direction="out"/>
          </method>
          <method name="CancelCheckAuthorization">
            <arg name="cancellation_id" type="s" direction="in"/>
          </method>
        </interface>
      </node>
      """;
}
