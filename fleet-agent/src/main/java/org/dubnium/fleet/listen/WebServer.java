package org.dubnium.fleet.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.gzip.GzipEncoderConfig;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, with its listeners: HTTP/1.1 and HTTP/2 in the clear, a virtual thread for each request. */
public final class WebServer implements AutoCloseable {

  /** For the listeners' own work: accepting, and waiting for what comes. */
  private static final int MOST_THREADS = 12;

  /** Of a request's head, with its longest query. */
  private static final int MOST_HEAD = 16 * 1024;

  private static final int BACKLOG = 512;
  private static final int STREAMS_OF_CONNECTION = 32;

  /** Below that, compression is not worth the time; what is secret is that short. */
  private static final int LEAST_COMPRESSED = 4096;

  private static final int MOST_POOLED = 8 * 1024 * 1024;

  private final ListenSettings settings;
  private final Server server;
  private final TcpConnector tcp;

  private WebServer(ListenSettings settings, Server server, TcpConnector tcp) {
    this.settings = settings;
    this.server = server;
    this.tcp = tcp;
  }

  /**
   * Begins to serve.
   *
   * @param handler of all requests
   * @param errors writes the answer to what is no request at all
   * @throws IOException if nobody can listen there
   */
  public static WebServer start(
      ListenSettings settings, Connections connections, Handler handler, Request.Handler errors)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("http");
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    Server server =
        new Server(
            threads,
            null,
            new ArrayByteBufferPool(0, 4096, 64 * 1024, 256, MOST_POOLED, MOST_POOLED));
    server.setErrorHandler(errors);
    server.setHandler(compressed(handler));

    HttpConfiguration http = configuration(connections.limits());
    TcpConnector tcp = new TcpConnector(server, connections, protocols(http));
    tcp.setHost(settings.address().getAddress().getHostAddress());
    tcp.setPort(settings.address().getPort());
    tcp.setAcceptQueueSize(BACKLOG);
    tcp.setIdleTimeout(connections.limits().head().toMillis());
    server.addConnector(tcp);
    if (settings.socket().isPresent()) {
      UnixConnector unix =
          new UnixConnector(server, settings.socket().get(), connections, protocols(http));
      unix.setAcceptQueueSize(BACKLOG);
      unix.setIdleTimeout(connections.limits().head().toMillis());
      server.addConnector(unix);
    }
    WebServer web = new WebServer(settings, server, tcp);
    web.begin();
    return web;
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MOST_HEAD);
    http.setIdleTimeout(limits.head().toMillis());
    // Paths are taken apart by the router, and none of them ever becomes the name of a file.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  private static ConnectionFactory[] protocols(HttpConfiguration http) {
    Http2PriorKnowledge http2 = new Http2PriorKnowledge(http);
    http2.setMaxConcurrentStreams(STREAMS_OF_CONNECTION);
    return new ConnectionFactory[] {new HttpConnectionFactory(http), http2};
  }

  private static Handler compressed(Handler handler) {
    GzipCompression gzip = new GzipCompression();
    gzip.setMinCompressSize(LEAST_COMPRESSED);
    GzipEncoderConfig encoder = new GzipEncoderConfig();
    encoder.setCompressionLevel(1);
    gzip.setDefaultEncoderConfig(encoder);
    CompressionHandler compression = new CompressionHandler(handler);
    compression.putCompression(gzip);
    compression.putConfiguration(
        "/*",
        CompressionConfig.builder()
            .compressIncludeMethod("GET")
            .compressExcludeMimeType("text/event-stream")
            .decompressExcludePath("/*")
            .build());
    return compression;
  }

  private void begin() throws IOException {
    try {
      server.start();
    } catch (IOException refused) {
      close();
      String why = refused.getCause() == null ? "" : ": " + refused.getCause().getMessage();
      throw new IOException("cannot listen: " + refused.getMessage() + why, refused);
    } catch (RuntimeException defect) {
      close();
      throw defect;
    } catch (Exception other) {
      close();
      throw new IOException("cannot listen: " + other.getMessage(), other);
    }
  }

  /** The address that is listened on for TCP, with its real port. */
  public InetSocketAddress address() {
    return new InetSocketAddress(settings.address().getAddress(), tcp.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("cannot stop serving", stuck);
    }
  }
}
