package org.dubnium.fleet.notify;

import okhttp3.HttpUrl;

/**
 * Addresses of services, judged before a secret is sent there. An address may be a secret itself:
 * none is shown.
 */
public final class Endpoint {

  private Endpoint() {}

  /** An address for what anybody may read on the way. */
  static HttpUrl any(String url) {
    HttpUrl parsed = HttpUrl.parse(url.strip());
    if (parsed == null) {
      throw new IllegalArgumentException(
          "cannot read the channel's address: it must be a URL with http or https");
    }
    return parsed;
  }

  /** An address for what nobody may read on the way: https, or this host. */
  static HttpUrl confidential(String url) {
    HttpUrl parsed = any(url);
    if (!isConfidential(parsed)) {
      throw new IllegalArgumentException(
          "cannot send a secret over http to another host: use https");
    }
    return parsed;
  }

  /** Whether nobody on the way reads what is sent there. */
  public static boolean isConfidential(HttpUrl url) {
    return url.isHttps() || isLoopback(url.host());
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
