package org.dubnium.fleet.runpod;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;

/** Notes how far a call has come, to tell whether a server can have seen it. */
final class CallProgress extends EventListener {

  private volatile boolean connecting;
  private volatile boolean sending;

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    connecting = true;
  }

  @Override
  public void requestHeadersStart(Call call) {
    sending = true;
  }

  /**
   * Whether nothing of the request was sent before that failure. Where nobody tells how far it came, as when
   * an interceptor answers in place of the network, the failure itself must say so.
   */
  boolean isUnsent(IOException failure) {
    return !sending
        && (connecting
            || failure instanceof ConnectException
            || failure instanceof NoRouteToHostException
            || failure instanceof UnknownHostException);
  }
}
