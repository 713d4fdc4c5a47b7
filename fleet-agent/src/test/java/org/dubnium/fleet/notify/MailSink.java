package org.dubnium.fleet.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assertions;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that keeps what it takes. */
final class MailSink implements AutoCloseable {

  /** What came, from whom, for whom, whether somebody had logged in, and the argument of EHLO. */
  record Mail(MimeMessage message, String from, List<String> to, boolean login, String hello) {}

  private final SMTPServer server;
  private final BlockingQueue<Mail> received = new LinkedBlockingQueue<>();

  /**
   * Starts one.
   *
   * @param refusals codes for recipients that it does not take
   * @param set further settings
   */
  MailSink(Map<String, Integer> refusals, UnaryOperator<SMTPServer.Builder> set) {
    SMTPServer.Builder builder =
        new SMTPServer.Builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .insertReceivedHeaders(false)
            .messageHandlerFactory(context -> new Handler(context, refusals));
    server = set.apply(builder).build();
    server.start();
  }

  /** Offers TLS after the greeting, and refuses all else. */
  static SMTPServer.Builder startTls(SMTPServer.Builder builder, SSLContext tls) {
    return builder.enableTLS().requireTLS().startTlsSocketFactory(tls);
  }

  /** Takes mail only from one who knows the password. */
  static SMTPServer.Builder login(SMTPServer.Builder builder, String user, String password) {
    return builder
        .requireAuth()
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (givenUser, givenPassword, _) -> {
                  if (!givenUser.equals(user) || !givenPassword.equals(password)) {
                    throw new LoginFailedException();
                  }
                }));
  }

  int port() {
    return server.getPortAllocated();
  }

  /** The one that came; a server answers only after it has it. */
  Mail only() {
    List<Mail> all = new ArrayList<>(received);
    Assertions.assertEquals(1, all.size());
    return all.getFirst();
  }

  boolean isEmpty() {
    return received.isEmpty();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Handler implements MessageHandler {

    private final MessageContext context;
    private final Map<String, Integer> refusals;
    private String from = "";
    private final List<String> to = new ArrayList<>();

    Handler(MessageContext context, Map<String, Integer> refusals) {
      this.context = context;
      this.refusals = refusals;
    }

    @Override
    public void from(String sender) {
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      Integer code = refusals.get(recipient);
      if (code != null) {
        throw new RejectException(code, "not for " + recipient);
      }
      to.add(recipient);
    }

    @Override
    public String data(InputStream data) throws IOException {
      try {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), data);
        boolean login = context.getAuthenticationHandler().isPresent();
        received.add(
            new Mail(message, from, List.copyOf(to), login, context.getHelo().orElse("")));
      } catch (MessagingException e) {
        throw new IOException(e);
      }
      return "kept";
    }

    @Override
    public void done() {}
  }
}
