package org.dubnium.fleet.listen;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a Unix socket that everybody of this machine may use; the kernel tells who does. */
final class UnixConnector extends UnixDomainServerConnector {

  private static final Logger LOG = LoggerFactory.getLogger(UnixConnector.class);

  private final Connections connections;
  private final AcceptLimit accepting = new AcceptLimit();
  private final PeerCredentials credentials;

  /**
   * Prepares to listen.
   *
   * @throws IOException if another service listens there, or it cannot be told who connects
   */
  UnixConnector(
      Server server, Path socket, Connections connections, ConnectionFactory... protocols)
      throws IOException {
    super(server, 1, 1, protocols);
    this.connections = connections;
    var _ = addBean(accepting);
    this.credentials = new PeerCredentials();
    removeStale(socket);
    setUnixDomainPath(socket);
  }

  /** A service that was killed leaves its socket. */
  private static void removeStale(Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (other.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("cannot listen on " + socket + ": another service does");
      }
    } catch (java.net.ConnectException nobody) {
      Files.delete(socket);
    }
  }

  @Override
  protected void doStart() throws Exception {
    try {
      super.doStart();
    } catch (SocketException refused) {
      throw new IOException("cannot bind " + getUnixDomainPath(), refused);
    }
    Files.setPosixFilePermissions(
        getUnixDomainPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    takeIn(endPoint);
    accepting.opened(endPoint);
  }

  private void takeIn(EndPoint endPoint) {
    try {
      if (endPoint.getTransport() instanceof SocketChannel channel) {
        connections.opened(endPoint, credentials.of(channel), getScheduler());
        return;
      }
      throw new IOException("not a socket");
    } catch (IOException unknown) {
      LOG.warn("cannot take a connection: {}; closing it", unknown.getMessage());
      endPoint.close();
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    connections.closed(endPoint);
    super.onEndPointClosed(endPoint);
  }
}
