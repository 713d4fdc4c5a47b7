package org.dubnium.fleet.listen;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;

/**
 * Who connected to a Unix socket: SO_PEERCRED of unix(7). The JDK's own SO_PEERCRED gives names where
 * numbers are needed, and no process (jdk.net.UnixDomainPrincipal), so the kernel is asked directly,
 * for the descriptor that the JDK's channel has: {@code --add-exports java.base/sun.nio.ch=ALL-UNNAMED}.
 */
final class PeerCredentials {

  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;

  /** struct ucred: pid, uid, gid. */
  private static final int SIZE = 12;

  /** libc, loaded on first use. */
  private static final class LibC {
    static {
      Native.register(LibC.class, "libc.so.6");
    }

    private LibC() {}

    static native int getsockopt(
        int descriptor, int level, int option, Pointer value, IntByReference length)
        throws LastErrorException;
  }

  private final Method descriptor;

  /**
   * Prepares to ask.
   *
   * @throws IOException if Java was started without what that takes
   */
  PeerCredentials() throws IOException {
    try {
      Class<?> channel = Class.forName("sun.nio.ch.SelChImpl");
      descriptor = channel.getMethod("getFDVal");
      if (!channel.getModule().isExported(channel.getPackageName(), getClass().getModule())) {
        throw new IOException(
            "cannot tell who connects to a Unix socket: start Java with --add-exports"
                + " java.base/sun.nio.ch=ALL-UNNAMED, or set \"listen\": { \"socket\": null }");
      }
    } catch (ReflectiveOperationException other) {
      throw new IOException(
          "cannot tell who connects to a Unix socket with this version of Java: set \"listen\":"
              + " { \"socket\": null }",
          other);
    }
  }

  /**
   * The other end of a connection.
   *
   * @throws IOException if the kernel does not say, or the connection is closed
   */
  Peer.LocalUser of(SocketChannel connection) throws IOException {
    try (Memory credentials = new Memory(SIZE)) {
      IntByReference length = new IntByReference(SIZE);
      int number = (Integer) descriptor.invoke(connection);
      var _ = LibC.getsockopt(number, SOL_SOCKET, SO_PEERCRED, credentials, length);
      return new Peer.LocalUser(
          Integer.toUnsignedLong(credentials.getInt(4)),
          Integer.toUnsignedLong(credentials.getInt(8)),
          Integer.toUnsignedLong(credentials.getInt(0)));
    } catch (LastErrorException refused) {
      throw new IOException("cannot tell who connected: errno " + refused.getErrorCode(), refused);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
