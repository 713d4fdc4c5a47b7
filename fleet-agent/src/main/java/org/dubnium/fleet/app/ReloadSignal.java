package org.dubnium.fleet.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;

/**
 * SIGHUP, of which Java tells in {@code sun.misc.Signal} of module jdk.unsupported. The compiler
 * warns of that name, and its warning cannot be turned off: so it is found when it is used.
 */
final class ReloadSignal {

  private ReloadSignal() {}

  /**
   * Has a thread of its own act at each signal; those that come meanwhile count as one more.
   *
   * @throws IllegalStateException if this runtime lacks the module
   */
  static void follow(Runnable action) {
    Semaphore came = new Semaphore(0);
    Thread.ofPlatform()
        .daemon()
        .name("reload")
        .start(
            () -> {
              while (true) {
                came.acquireUninterruptibly();
                came.drainPermits();
                action.run();
              }
            });
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler release =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              came.release();
              return null;
            }
            throw new UnsupportedOperationException(method.getName());
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("HUP"),
              Proxy.newProxyInstance(
                  ReloadSignal.class.getClassLoader(), new Class<?>[] {handler}, release));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(
          "cannot take SIGHUP: the runtime lacks the module jdk.unsupported", missing);
    }
  }
}
