package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.notify.SmtpSettings.Login;
import org.dubnium.fleet.notify.SmtpSettings.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.server.SMTPServer;

class EmailChannelTest {

  private static final HeldCertificate OURS = certificate("127.0.0.1");
  private static final HeldCertificate OTHERS = certificate("mail.example.org");
  private static final Optional<Login> LOGIN =
      Optional.of(new Login("dubnium", new Secret("let me in")));

  private static HeldCertificate certificate(String name) {
    return new HeldCertificate.Builder().addSubjectAlternativeName(name).build();
  }

  private static HandshakeCertificates server(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build();
  }

  private static SSLSocketFactory trusting(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(certificate.certificate())
        .build()
        .sslSocketFactory();
  }

  private static SmtpSettings settings(
      int port, Security security, Optional<Login> login, String... to) {
    return new SmtpSettings(
        "127.0.0.1",
        port,
        security,
        login,
        "Dubnium <fleet@example.org>",
        List.of(to),
        Duration.ofSeconds(20));
  }

  private static DeliveryResult send(SmtpSettings settings, NotificationKind kind) {
    return new EmailChannel(settings, trusting(OURS)).send(Samples.notification(kind));
  }

  private static MailSink plain(Map<String, Integer> refusals) {
    return new MailSink(refusals, UnaryOperator.identity());
  }

  @Test
  void sendsPlainTextThatSaysWhatItIs() throws Exception {
    try (MailSink sink = plain(Map.of())) {
      DeliveryResult verdict =
          send(
              settings(sink.port(), Security.NONE, Optional.empty(), "a@x.org", "b@x.org"),
              NotificationKind.RESOLVED);
      assertInstanceOf(DeliveryResult.Delivered.class, verdict, verdict.toString());
      MailSink.Mail mail = sink.only();
      assertEquals("fleet@example.org", mail.from());
      assertTrue(
          mail.hello().equals("[127.0.0.1]") || mail.hello().matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"),
          mail.hello());
      assertEquals(List.of("a@x.org", "b@x.org"), mail.to());
      MimeMessage message = mail.message();
      assertEquals("Dubnium <fleet@example.org>", message.getFrom()[0].toString());
      assertEquals("[RESOLVED] GPU <hot> & loud: node-1 GPU 3", message.getSubject());
      assertEquals(
          List.of(
              "gpu_temperature = 91.5 °C, alert at ≥ 87 °C",
              "Fired at 2026-06-01T12:00:00Z",
              "Resolved at 2026-06-01T12:05:00Z"),
          String.valueOf(message.getContent()).lines().toList());
      assertEquals(Samples.RESOLVED, message.getSentDate().toInstant());
      assertEquals("auto-generated", message.getHeader("Auto-Submitted", null));
      assertEquals("<" + Samples.NOTICE + "@example.org>", message.getMessageID());
      String first = "<" + Samples.ORIGIN + "@example.org>";
      assertEquals(first, message.getHeader("In-Reply-To", null));
      assertEquals(first, message.getHeader("References", null));
    }
  }

  @Test
  void theFirstMessageFollowsUpOnNothing() throws Exception {
    try (MailSink sink = plain(Map.of())) {
      send(
          settings(sink.port(), Security.NONE, Optional.empty(), "a@x.org"), NotificationKind.FIRED);
      MimeMessage message = sink.only().message();
      assertEquals(Instant.parse("2026-06-01T12:00:00Z"), message.getSentDate().toInstant());
      assertNull(message.getHeader("In-Reply-To", null));
    }
  }

  private static SMTPServer.Builder secured(SMTPServer.Builder builder, Security security) {
    SMTPServer.Builder secure =
        security == Security.TLS
            ? builder.serverSocketFactory(server(OURS).sslContext())
            : MailSink.startTls(builder, server(OURS).sslContext());
    return MailSink.login(secure, "dubnium", "let me in");
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"STARTTLS", "TLS"})
  void logsInOverTls(Security security) {
    try (MailSink sink = new MailSink(Map.of(), builder -> secured(builder, security))) {
      DeliveryResult verdict =
          send(settings(sink.port(), security, LOGIN, "a@x.org"), NotificationKind.FIRED);
      assertInstanceOf(DeliveryResult.Delivered.class, verdict, verdict.toString());
      assertTrue(sink.only().login());
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() {
    try (MailSink sink =
        new MailSink(Map.of(), builder -> secured(builder, Security.STARTTLS))) {
      Optional<Login> wrong = Optional.of(new Login("dubnium", new Secret("open sesame")));
      DeliveryResult verdict =
          send(settings(sink.port(), Security.STARTTLS, wrong, "a@x.org"), NotificationKind.FIRED);
      assertInstanceOf(DeliveryResult.PermanentFailure.class, verdict, verdict.toString());
      assertFalse(verdict.toString().contains("sesame"));
      assertFalse(wrong.toString().contains("sesame"));
    }
  }

  @Test
  void sendsNothingWhereTlsIsNotOffered() {
    try (MailSink sink = plain(Map.of())) {
      DeliveryResult verdict =
          send(
              settings(sink.port(), Security.STARTTLS, Optional.empty(), "a@x.org"),
              NotificationKind.FIRED);
      assertInstanceOf(DeliveryResult.TemporaryFailure.class, verdict, verdict.toString());
      assertTrue(sink.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a stranger's", "another name's"})
  void sendsNothingToWhomItCannotTrust(String whose) {
    HeldCertificate certificate = whose.startsWith("a s") ? certificate("127.0.0.1") : OTHERS;
    HeldCertificate trusted = whose.startsWith("a s") ? OURS : OTHERS;
    try (MailSink sink =
        new MailSink(
            Map.of(),
            builder -> MailSink.startTls(builder, server(certificate).sslContext()))) {
      SmtpSettings settings =
          settings(sink.port(), Security.STARTTLS, Optional.empty(), "a@x.org");
      DeliveryResult verdict =
          new EmailChannel(settings, trusting(trusted)).send(Samples.notification(NotificationKind.FIRED));
      assertInstanceOf(DeliveryResult.TemporaryFailure.class, verdict, verdict.toString());
      assertTrue(sink.isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({"550, PermanentFailure", "553, PermanentFailure", "450, TemporaryFailure", "451, TemporaryFailure"})
  void judgesARefusal(int code, String verdict) {
    try (MailSink sink = plain(Map.of("a@x.org", code))) {
      DeliveryResult given =
          send(
              settings(sink.port(), Security.NONE, Optional.empty(), "a@x.org"),
              NotificationKind.FIRED);
      assertEquals(verdict, given.getClass().getSimpleName(), given.toString());
      assertTrue(given.toString().contains(code + " not for a@x.org"), given.toString());
    }
  }

  @Test
  void oneBadAddressKeepsNobodyElseFromBeingTold() {
    try (MailSink sink = plain(Map.of("gone@x.org", 550))) {
      DeliveryResult verdict =
          send(
              settings(sink.port(), Security.NONE, Optional.empty(), "gone@x.org", "b@x.org"),
              NotificationKind.FIRED);
      DeliveryResult.Delivered delivered = assertInstanceOf(DeliveryResult.Delivered.class, verdict);
      assertTrue(delivered.answer().contains("gone@x.org"), delivered.answer());
      assertEquals(List.of("b@x.org"), sink.only().to());
    }
  }

  @Test
  void comesBackWhenNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertInstanceOf(
        DeliveryResult.TemporaryFailure.class,
        send(settings(port, Security.NONE, Optional.empty(), "a@x.org"), NotificationKind.FIRED));
  }

  @Test
  void doesNotWaitForEver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SmtpSettings hasty =
          new SmtpSettings(
              "127.0.0.1",
              silent.getLocalPort(),
              Security.NONE,
              Optional.empty(),
              "fleet@example.org",
              List.of("a@x.org"),
              Duration.ofMillis(200));
      assertInstanceOf(DeliveryResult.TemporaryFailure.class, send(hasty, NotificationKind.FIRED));
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThrows(
        IllegalArgumentException.class,
        () -> settings(25, Security.NONE, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SmtpSettings(
                "mail.example.org",
                25,
                Security.NONE,
                LOGIN,
                "fleet@example.org",
                List.of("a@x.org"),
                Duration.ofSeconds(20)));
    SmtpSettings settings = settings(25, Security.NONE, Optional.empty(), "no address");
    assertThrows(
        IllegalArgumentException.class, () -> new EmailChannel(settings, trusting(OURS)));
  }
}
