package org.dubnium.common.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** systemd's end of {@code NOTIFY_SOCKET}: a datagram socket, which the JDK does not have. */
final class NotifySocket implements AutoCloseable {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int PATH_OFFSET = 2;
  private static final int ADDRESS_SIZE = PATH_OFFSET + 108;

  static {
    Native.register(NotifySocket.class, "libc.so.6");
  }

  private final int descriptor;

  /** Listens, and puts the path into this process's environment as libsystemd reads it. */
  NotifySocket(Path path) {
    descriptor = socket(AF_UNIX, SOCK_DGRAM, 0);
    try (Memory address = new Memory(ADDRESS_SIZE);
        Memory tenSeconds = new Memory(16)) {
      address.clear();
      address.setShort(0, (short) AF_UNIX);
      address.setString(PATH_OFFSET, path.toString());
      bind(descriptor, address, ADDRESS_SIZE);
      tenSeconds.setLong(0, 10);
      tenSeconds.setLong(8, 0);
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, tenSeconds, 16);
    }
    setenv("NOTIFY_SOCKET", path.toString(), 1);
  }

  /** The next message. */
  String receive() {
    try (Memory buffer = new Memory(4096)) {
      int length = (int) recv(descriptor, buffer, buffer.size(), 0);
      return new String(buffer.getByteArray(0, length), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    unsetenv("NOTIFY_SOCKET");
    close(descriptor);
  }

  private static native int socket(int domain, int type, int protocol) throws LastErrorException;

  private static native int bind(int descriptor, Pointer address, int size)
      throws LastErrorException;

  private static native int setsockopt(
      int descriptor, int level, int option, Pointer value, int size) throws LastErrorException;

  private static native long recv(int descriptor, Pointer buffer, long size, int flags)
      throws LastErrorException;

  private static native int close(int descriptor) throws LastErrorException;

  private static native int setenv(String name, String value, int overwrite)
      throws LastErrorException;

  private static native int unsetenv(String name) throws LastErrorException;
}
