package org.dubnium.fleet.listen;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 in the clear for clients that begin with it (RFC 9113, 3.3). An offer to upgrade from
 * HTTP/1.1 is left alone: RFC 9113, 3.1 has withdrawn it, and the client of JDK 25, which makes it
 * unasked, loses the frames' bounds in some answers that come before its own first frame.
 */
final class Http2PriorKnowledge extends HTTP2CServerConnectionFactory {

  Http2PriorKnowledge(HttpConfiguration http) {
    super(http);
  }

  /** Takes HTTP/2's preface, and no other request to upgrade; null: the connection stays as it is. */
  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable answer) {
    return HttpMethod.PRI.is(request.getMethod())
        ? super.upgradeConnection(connector, endPoint, request, answer)
        : null;
  }
}
