package org.dubnium.fleet.listen;

import java.net.InetSocketAddress;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens for TCP; all connections are accounted for. */
final class TcpConnector extends ServerConnector {

  private final Connections connections;
  private final AcceptLimit accepting = new AcceptLimit();

  TcpConnector(Server server, Connections connections, ConnectionFactory... protocols) {
    super(server, 1, 1, protocols);
    this.connections = connections;
    var _ = addBean(accepting);
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    if (endPoint.getLocalSocketAddress() instanceof InetSocketAddress local
        && endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote) {
      connections.opened(endPoint, new Peer.Network(local, remote), getScheduler());
    } else {
      endPoint.close(); // Gone already.
    }
    accepting.opened(endPoint);
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    connections.closed(endPoint);
    super.onEndPointClosed(endPoint);
  }
}
