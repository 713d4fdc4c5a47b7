package org.dubnium.dbus.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.contract.Names;

/**
 * Calls of one interface of the mode controller's root object, and how their answers are read.
 *
 * @param deadline of each answer
 * @param interfaceName of the methods
 */
record ContractCalls(
    ModeControllerClient.Connection connection, Duration deadline, String interfaceName) {

  ContractCalls within(Duration limit) {
    return new ContractCalls(connection, limit, interfaceName);
  }

  /** A call of a method of the interface. */
  Request method(String member, String signature, Object... arguments) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), interfaceName, member)
        .with(signature, arguments)
        .within(deadline);
  }

  /** All properties of an object's interface. */
  <T> T properties(ObjectPath path, String ofInterface, DictCodec<T> codec)
      throws ModeControllerException, InterruptedException {
    return call(
        new Request(Names.BUS_NAME, path.value(), "org.freedesktop.DBus.Properties", "GetAll")
            .with("s", ofInterface)
            .within(deadline),
        dict(codec));
  }

  static <T> Function<Arguments, T> dict(DictCodec<T> codec) {
    return answer -> codec.read(answer.dict(0));
  }

  static <T> Function<Arguments, List<T>> dicts(DictCodec<T> codec) {
    return answer -> codec.readAll(answer.dicts(0));
  }

  /** The number of the job that an answer names. */
  static long job(Arguments answer) {
    return Names.jobId(answer.path(0))
        .orElseThrow(() -> new WireException("the path of a job is " + answer.path(0)));
  }

  void run(Request request) throws ModeControllerException, InterruptedException {
    var _ = call(request, Function.identity());
  }

  <T> T call(Request request, Function<Arguments, T> read)
      throws ModeControllerException, InterruptedException {
    try {
      return read.apply(connection.client().call(request));
    } catch (BusException refused) {
      throw new ModeControllerException(refused);
    } catch (WireException malformed) {
      throw new ModeControllerException(
          StandardError.INCONSISTENT_MESSAGE.because(
              "cannot understand the mode controller: " + malformed.getMessage()));
    }
  }
}
